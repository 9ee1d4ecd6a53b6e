/** One capability in steps. A plan of a higher step includes everything below it. */
export interface Ladder {
  readonly label: string;
  /** Lowest first. */
  readonly steps: readonly { readonly label: string; readonly plans: readonly string[] }[];
}

type Step = readonly [label: string, ...plans: readonly [string, ...string[]]];
const ladder = (label: string, ...steps: readonly [Step, ...Step[]]): Ladder => ({
  label,
  steps: steps.map(([name, ...plans]) => ({ label: name, plans })),
});

/**
 * Microsoft has a separate service plan for each suite (`FORMS_PLAN_E1`, `FORMS_PLAN_E3`, …), so by plan names a more
 * expensive suite seems to lack what a cheaper one has. Ladders order the plans of one capability.
 * https://learn.microsoft.com/office365/servicedescriptions
 */
export const ladders = {
  mailbox: ladder(
    'mailbox',
    ['2 GB', 'EXCHANGE_S_DESKLESS'],
    [
      '50 GB',
      'EXCHANGE_S_STANDARD',
      'EXCHANGE_S_ESSENTIALS',
      'EXCHANGE_L_STANDARD',
      'EXCHANGE_B_STANDARD',
      'EXCHANGE_S_STANDARD_MIDMARKET',
    ],
    ['100 GB', 'EXCHANGE_S_ENTERPRISE'],
  ),
  archive: ladder('mail archive', [
    'mail archive',
    'EXCHANGE_S_ARCHIVE_ADDON',
    'EXCHANGE_S_ARCHIVE',
    'EXCHANGE_S_ENTERPRISE',
  ]),
  office: ladder(
    'Office apps',
    ['on phones', 'OFFICEMOBILE_SUBSCRIPTION'],
    ['on PC and Mac', 'OFFICE_BUSINESS', 'OFFICE_PRO_PLUS_SUBSCRIPTION_SMBIZ', 'OFFICESUBSCRIPTION'],
  ),
  sharedComputers: ladder('Office on shared computers', [
    'Office on shared computers',
    'OFFICE_SHARED_COMPUTER_ACTIVATION',
    'OFFICESUBSCRIPTION',
  ]),
  officeOnline: ladder('Office in the browser', ['Office in the browser', 'SHAREPOINTWAC']),
  teams: ladder(
    'Teams',
    ['Teams Essentials', 'TeamsEss', 'TEAMS_FREE', 'MCO_TEAMS_IW', 'TEAMS_DESKLESS'],
    ['Teams', 'TEAMS1', 'TEAMS_GOV'],
  ),
  oneDrive: ladder(
    'OneDrive',
    ['2 GB', 'ONEDRIVE_BASIC', 'ONEDRIVE_BASIC_P2', 'SHAREPOINTDESKLESS'],
    ['1 TB', 'ONEDRIVESTANDARD', 'SHAREPOINTSTANDARD', 'SHAREPOINTLITE'],
    ['more than 1 TB', 'ONEDRIVEENTERPRISE', 'SHAREPOINTENTERPRISE'],
  ),
  sharePoint: ladder(
    'SharePoint',
    ['Kiosk', 'SHAREPOINTDESKLESS'],
    ['Plan 1', 'SHAREPOINTSTANDARD', 'SHAREPOINTLITE'],
    ['Plan 2', 'SHAREPOINTENTERPRISE'],
  ),
  vivaEngage: ladder('Viva Engage', ['Viva Engage', 'YAMMER_ENTERPRISE', 'VIVAENGAGE_CORE']),
  entra: ladder(
    'Entra ID',
    ['Basic', 'AAD_BASIC', 'AAD_EDU'],
    ['P1', 'AAD_PREMIUM', 'MFA_PREMIUM'],
    ['P2', 'AAD_PREMIUM_P2'],
  ),
  devices: ladder(
    'device management',
    ['Basic Mobility and Security', 'INTUNE_O365'],
    ['Intune', 'INTUNE_A', 'INTUNE_SMBIZ'],
  ),
  defenderForOffice: ladder('Defender for Office 365', ['Plan 1', 'ATP_ENTERPRISE'], ['Plan 2', 'THREAT_INTELLIGENCE']),
  defenderForEndpoint: ladder(
    'Defender for Endpoint',
    ['Plan 1', 'MDE_LITE'],
    ['Defender for Business', 'MDE_SMB'],
    ['Plan 2', 'WINDEFATP'],
  ),
  defenderForIdentity: ladder('Defender for Identity', ['Defender for Identity', 'ATA']),
  cloudApps: ladder(
    'Defender for Cloud Apps',
    ['discovery', 'ADALLOM_S_DISCOVERY'],
    ['Office 365', 'ADALLOM_S_O365'],
    ['all apps', 'ADALLOM_S_STANDALONE'],
  ),
  informationProtection: ladder(
    'encryption and labels',
    ['Rights Management', 'RMS_S_BASIC', 'RMS_S_ADHOC'],
    ['Azure Rights Management', 'RMS_S_ENTERPRISE'],
    ['Information Protection P1', 'RMS_S_PREMIUM'],
    ['Information Protection P2', 'RMS_S_PREMIUM2'],
  ),
  labels: ladder('sensitivity labels', ['by hand', 'MIP_S_CLP1'], ['by rule', 'MIP_S_CLP2']),
  dataLossPrevention: ladder('data loss prevention', [
    'data loss prevention',
    'BPOS_S_DlpAddOn',
    'EXCHANGE_S_ENTERPRISE',
  ]),
  windows: ladder(
    'Windows rights',
    ['Business', 'WINBIZ'],
    ['Enterprise on one device', 'WIN10_ENT_LOC_F1'],
    ['Enterprise', 'WIN10_PRO_ENT_SUB'],
  ),
  phone: ladder(
    'Teams Phone',
    ['resource account', 'MCOEV_VIRTUALUSER'],
    ['small business', 'MCOEVSMB'],
    ['Standard', 'MCOEV'],
  ),
  audioConferencing: ladder('audio conferencing', ['dial-out', 'MCOMEETBASIC'], ['audio conferencing', 'MCOMEETADV']),
  skype: ladder(
    'Skype for Business',
    ['Plan 1', 'MCOIMP', 'MCOLITE', 'MCOFREE'],
    ['Plan 2', 'MCOSTANDARD', 'MCOVOICECONF'],
  ),
  powerBi: ladder(
    'Power BI',
    ['free', 'BI_AZURE_P0'],
    ['Pro', 'BI_AZURE_P1', 'BI_AZURE_P2', 'BI_AZURE_P_2_GOV'],
    ['Premium Per User', 'BI_AZURE_P3'],
  ),
  powerApps: ladder(
    'Power Apps within Office',
    ['frontline', 'POWERAPPS_O365_S1'],
    ['E1', 'POWERAPPS_O365_P1'],
    ['E3', 'POWERAPPS_O365_P2'],
    ['E5', 'POWERAPPS_O365_P3'],
  ),
  powerAutomate: ladder(
    'Power Automate within Office',
    ['frontline', 'FLOW_O365_S1'],
    ['E1', 'FLOW_O365_P1'],
    ['E3', 'FLOW_O365_P2'],
    ['E5', 'FLOW_O365_P3'],
  ),
  copilotStudio: ladder(
    'Copilot Studio within Office',
    ['frontline', 'POWER_VIRTUAL_AGENTS_O365_F1'],
    ['E1', 'POWER_VIRTUAL_AGENTS_O365_P1'],
    ['E3', 'POWER_VIRTUAL_AGENTS_O365_P2'],
    ['E5', 'POWER_VIRTUAL_AGENTS_O365_P3'],
  ),
  forms: ladder(
    'Forms',
    ['frontline', 'FORMS_PLAN_K', 'FORMS_GOV_F1'],
    ['E1', 'FORMS_PLAN_E1', 'FORMS_GOV_E1', 'OFFICE_FORMS_PLAN_2'],
    ['E3', 'FORMS_PLAN_E3', 'FORMS_GOV_E3'],
    ['E5', 'FORMS_PLAN_E5', 'FORMS_GOV_E5', 'OFFICE_FORMS_PLAN_3'],
  ),
  planner: ladder(
    'Planner within Office',
    ['frontline', 'PROJECT_O365_F3'],
    ['E1', 'PROJECT_O365_P1'],
    ['E3', 'PROJECT_O365_P2'],
    ['E5', 'PROJECT_O365_P3'],
  ),
  project: ladder(
    'Project',
    ['team member', 'PROJECT_ESSENTIALS'],
    ['Plan 1', 'PROJECT_P1'],
    ['Plan 3', 'PROJECT_PROFESSIONAL'],
  ),
  visio: ladder('Visio', ['in the browser', 'VISIOONLINE'], ['on PC', 'VISIO_CLIENT_SUBSCRIPTION']),
} as const satisfies Record<string, Ladder>;
