/** Where a change of names is stated. */
export const renameSources = {
  smallBusiness:
    'https://www.microsoft.com/en-us/microsoft-365/blog/2020/03/30/new-microsoft-365-offerings-small-and-medium-sized-businesses/',
  frontline: 'https://c3isit.com/resources/spoiler-alert/',
  entra: 'https://learn.microsoft.com/entra/fundamentals/new-name',
  defender:
    'https://www.microsoft.com/en-us/security/blog/2020/09/22/microsoft-unified-siem-xdr-modernize-security-operations/',
  cloudApps: 'https://learn.microsoft.com/defender-cloud-apps/what-is-defender-for-cloud-apps',
  planner: 'https://learn.microsoft.com/planner/planner-naming',
  smallBusiness2014: 'https://www.landontechnologies.com/blog/what-are-the-office-365-licensing-changes/',
  /** Microsoft's list of product names. `until` is the last edition that has the name. */
  list: 'https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference',
} as const;

interface FormerName {
  readonly name: string;
  readonly partNumber: string;
  /** The day, month or year until which Microsoft sold the product by this name; null for a name of today. */
  readonly until: string | null;
  readonly source: keyof typeof renameSources;
}

/**
 * Names that products had, or have beside the one in Microsoft's list. A PSA keeps the name of the day on which the
 * line was written. `Microsoft 365 F1` is not among them: it named today's F3 until April 2020, and another product
 * since.
 */
export const formerNames: readonly FormerName[] = [
  {
    name: 'Office 365 Business Essentials',
    partNumber: 'O365_BUSINESS_ESSENTIALS',
    until: '2020-04-21',
    source: 'smallBusiness',
  },
  {
    name: 'Office 365 Business Premium',
    partNumber: 'O365_BUSINESS_PREMIUM',
    until: '2020-04-21',
    source: 'smallBusiness',
  },
  { name: 'Microsoft 365 Business', partNumber: 'SPB', until: '2020-04-21', source: 'smallBusiness' },
  { name: 'Office 365 Business', partNumber: 'O365_BUSINESS', until: '2020-04-21', source: 'smallBusiness' },
  { name: 'Office 365 ProPlus', partNumber: 'OFFICESUBSCRIPTION', until: '2020-04-21', source: 'smallBusiness' },
  { name: 'Office 365 F1', partNumber: 'DESKLESSPACK', until: '2020-04-01', source: 'frontline' },
  { name: 'Azure Active Directory Basic', partNumber: 'AAD_BASIC', until: '2023-10-01', source: 'entra' },
  { name: 'Azure Active Directory Premium P1', partNumber: 'AAD_PREMIUM', until: '2023-10-01', source: 'entra' },
  { name: 'Azure Active Directory Premium P2', partNumber: 'AAD_PREMIUM_P2', until: '2023-10-01', source: 'entra' },
  {
    name: 'Office 365 Advanced Threat Protection (Plan 1)',
    partNumber: 'ATP_ENTERPRISE',
    until: '2020-09-22',
    source: 'defender',
  },
  {
    name: 'Office 365 Advanced Threat Protection (Plan 2)',
    partNumber: 'THREAT_INTELLIGENCE',
    until: '2020-09-22',
    source: 'defender',
  },
  { name: 'Office 365 ATP Plan 1', partNumber: 'ATP_ENTERPRISE', until: '2020-09-22', source: 'defender' },
  { name: 'Office 365 ATP Plan 2', partNumber: 'THREAT_INTELLIGENCE', until: '2020-09-22', source: 'defender' },
  {
    name: 'Microsoft Defender Advanced Threat Protection',
    partNumber: 'WIN_DEF_ATP',
    until: '2020-09-22',
    source: 'defender',
  },
  { name: 'Microsoft Defender ATP', partNumber: 'WIN_DEF_ATP', until: '2020-09-22', source: 'defender' },
  {
    name: 'Azure Advanced Threat Protection for Users',
    partNumber: 'ATA',
    until: '2020-09-22',
    source: 'defender',
  },
  {
    name: 'Microsoft Defender for Endpoint Plan 2',
    partNumber: 'WIN_DEF_ATP',
    until: null,
    source: 'defender',
  },
  { name: 'Microsoft Defender for Cloud Apps', partNumber: 'ADALLOM_STANDALONE', until: null, source: 'cloudApps' },
  { name: 'Project Plan 1', partNumber: 'PROJECT_P1', until: '2024-01', source: 'list' },
  { name: 'Project Plan 3', partNumber: 'PROJECTPROFESSIONAL', until: '2024-01', source: 'list' },
  { name: 'Project Plan 5', partNumber: 'PROJECTPREMIUM', until: '2024', source: 'planner' },
  { name: 'Planner and Project Plan 5', partNumber: 'PROJECTPREMIUM', until: null, source: 'planner' },
  { name: 'Visio Online Plan 1', partNumber: 'VISIOONLINE_PLAN1', until: '2024-01', source: 'list' },
  { name: 'Visio Online Plan 2', partNumber: 'VISIOCLIENT', until: '2024-01', source: 'list' },
  { name: 'Power Apps per user plan', partNumber: 'POWERAPPS_PER_USER', until: '2024-01', source: 'list' },
  {
    name: 'Power Automate per user with attended RPA plan',
    partNumber: 'POWERAUTOMATE_ATTENDED_RPA',
    until: '2024-01',
    source: 'list',
  },
  { name: 'Microsoft Flow Free', partNumber: 'FLOW_FREE', until: '2022-08', source: 'list' },
  { name: 'Power BI (free)', partNumber: 'POWER_BI_STANDARD', until: '2023-07', source: 'list' },
  { name: 'Microsoft 365 Phone System', partNumber: 'MCOEV', until: '2022-08', source: 'list' },
  {
    name: 'Microsoft 365 Phone System for Small and Medium Business',
    partNumber: 'MCOEVSMB_1',
    until: '2022-08',
    source: 'list',
  },
  {
    name: 'Microsoft 365 Phone System - Virtual User',
    partNumber: 'PHONESYSTEM_VIRTUALUSER',
    until: '2022-08',
    source: 'list',
  },
  { name: 'Common Area Phone', partNumber: 'MCOCAP', until: '2022-08', source: 'list' },
  {
    name: 'Microsoft 365 Domestic Calling Plan (120 Minutes)',
    partNumber: 'MCOPSTN_5',
    until: '2024-01',
    source: 'list',
  },
  {
    name: 'Microsoft Teams Audio Conferencing select dial-out',
    partNumber: 'Microsoft_Teams_Audio_Conferencing_select_dial_out',
    until: '2022-08',
    source: 'list',
  },
  {
    name: 'Multi-Geo Capabilities in Office 365',
    partNumber: 'OFFICE365_MULTIGEO',
    until: '2024-01',
    source: 'list',
  },
  { name: 'Windows 10 Enterprise E3', partNumber: 'WIN10_PRO_ENT_SUB', until: '2023-07', source: 'list' },
  { name: 'Windows 10 Enterprise E3', partNumber: 'WIN10_VDA_E3', until: '2023-07', source: 'list' },
  { name: 'Windows 10 Enterprise E5', partNumber: 'WIN10_VDA_E5', until: '2023-07', source: 'list' },
  {
    name: 'Power Virtual Agents Viral Trial',
    partNumber: 'CCIBOTS_PRIVPREV_VIRAL',
    until: '2024-01',
    source: 'list',
  },
];
