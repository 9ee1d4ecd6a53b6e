const compliance = 'advanced compliance (Purview)';

/** Plain names of service plans that are on no ladder. Several plans may share a name. */
export const planNames: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      'COMMUNICATIONS_DLP',
      'CUSTOMER_KEY',
      'ContentExplorer_Standard',
      'Content_Explorer',
      'CustomerLockboxA_Enterprise',
      'EQUIVIO_ANALYTICS',
      'INFORMATION_BARRIERS',
      'INFO_GOVERNANCE',
      'INSIDER_RISK',
      'INSIDER_RISK_MANAGEMENT',
      'LOCKBOX_ENTERPRISE',
      'M365_ADVANCED_AUDITING',
      'M365_AUDIT_PLATFORM',
      'MICROSOFTENDPOINTDLP',
      'MICROSOFT_COMMUNICATION_COMPLIANCE',
      'MIP_S_Exchange',
      'ML_CLASSIFICATION',
      'PAM_ENTERPRISE',
      'PREMIUM_ENCRYPTION',
      'PURVIEW_DISCOVERY',
      'RECORDS_MANAGEMENT',
    ].map((plan) => [plan, compliance]),
  ),
  Defender_for_Iot_Enterprise: 'Defender for IoT',
  EXCEL_PREMIUM: 'Excel advanced analytics',
  EXCHANGE_ANALYTICS: 'Viva Insights',
  MTP: 'Defender XDR',
  SAFEDOCS: 'Safe Documents',
  UNIVERSAL_PRINT_01: 'Universal Print',
  Windows_Autopatch: 'Windows Autopatch',
};
