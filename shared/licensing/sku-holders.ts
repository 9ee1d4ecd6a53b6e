// The part numbers are Microsoft's. cspell:ignore POWERAPPS
import type { CatalogSku } from './sku-catalog.ts';

/** What a SKU is licensed for. Only a SKU for users has seats that a user holds. */
export type SkuHolder = 'user' | 'device' | 'server' | 'capacity' | 'tenant';

interface HolderRule {
  readonly holder: Exclude<SkuHolder, 'user'>;
  /** Where Microsoft says so. */
  readonly source: string;
  /** Part numbers without the suffix of an edition; a `*` stands for any ending. */
  readonly partNumbers: readonly string[];
}

const learn = 'https://learn.microsoft.com';

/**
 * SKUs that no user holds: Graph says `appliesTo: User` of many of them, and nothing is ever assigned. The part numbers
 * are those of https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference
 */
export const holderRules: readonly HolderRule[] = [
  { holder: 'device', source: `${learn}/intune/intune-service/fundamentals/licenses`, partNumbers: ['INTUNE_A_D'] },
  {
    holder: 'device',
    source: `${learn}/microsoft-365-apps/licensing-activation/device-based-licensing`,
    partNumbers: ['OFFICE_PROPLUS_DEVICE1'],
  },
  {
    holder: 'device',
    source: `${learn}/microsoftteams/rooms/rooms-licensing`,
    partNumbers: ['MCOCAP', 'MEETING_ROOM*', 'Microsoft_Teams_Rooms_*', 'MTR_PREM'],
  },
  {
    holder: 'device',
    source: `${learn}/dynamics365/get-started/license-overview`,
    partNumbers: ['Dynamics_365_for_Operations_Devices'],
  },
  {
    holder: 'device',
    source: `${learn}/windows-365/enterprise/introduction-windows-365-frontline`,
    partNumbers: ['Windows_365_S_*'],
  },
  {
    holder: 'server',
    source: `${learn}/defender-endpoint/minimum-requirements`,
    partNumbers: ['MDATP_Server'],
  },
  {
    holder: 'capacity',
    source: `${learn}/power-platform/admin/capacity-add-on`,
    partNumbers: [
      'CDSAICAPACITY',
      'CDS_DB_CAPACITY',
      'CDS_FILE_CAPACITY',
      'CDS_LOG_CAPACITY',
      'FLOW_BUSINESS_PROCESS',
      'POWERAPPS_PORTALS_*',
      'POWERAUTOMATE_UNATTENDED_RPA',
      'Power Pages authenticated users*',
      'Power_Automate_per_process',
      'Power_Pages_authenticated_users*',
    ],
  },
  {
    holder: 'capacity',
    source: `${learn}/power-platform/admin/about-powerapps-perapp`,
    partNumbers: [
      'POWERAPPS_PER_APP',
      'POWERAPPS_PER_APP_BD_ONLY',
      'POWERAPPS_PER_APP_GCC_NEW',
      'POWERAPPS_PER_APP_NEW',
      'Power_Apps_per_app_plan*',
    ],
  },
  {
    holder: 'capacity',
    source: `${learn}/dynamics365/get-started/license-overview`,
    partNumbers: [
      'CRMINSTANCE',
      'CRMSTORAGE',
      'CRMTESTINSTANCE',
      'CRM_ONLINE_PORTAL',
      'DYN365_ASSETMANAGEMENT',
      'DYN365_BUSCENTRAL_ADD_ENV_ADDON',
      'DYN365_BUSCENTRAL_DB_CAPACITY',
      'DYN365_CUSTOMER_VOICE_ADDON',
      'DYN365_IOT_INTELLIGENCE_ADDL_MACHINES',
      'DYN365_MARKETING_APPLICATION_ADDON',
      'DYN365_MARKETING_SANDBOX_APPLICATION_ADDON',
      'Forms_Pro_AddOn',
    ],
  },
  {
    holder: 'capacity',
    source: `${learn}/microsoft-365/commerce/add-storage-space`,
    partNumbers: ['SHAREPOINTSTORAGE', 'STREAM_STORAGE'],
  },
  {
    holder: 'capacity',
    source: `${learn}/power-bi/enterprise/service-admin-premium-purchase`,
    partNumbers: ['PBI_PREMIUM_P1_ADDON'],
  },
  {
    holder: 'tenant',
    source: `${learn}/microsoft-copilot-studio/billing-licensing`,
    partNumbers: ['Power_Virtual_Agents', 'VIRTUAL_AGENT_BASE'],
  },
  {
    holder: 'tenant',
    source: `${learn}/purview/compliance-manager-setup`,
    partNumbers: ['CMPA_addon'],
  },
  {
    holder: 'tenant',
    source: `${learn}/microsoft-365/lighthouse/m365-lighthouse-requirements`,
    partNumbers: ['Microsoft365_Lighthouse'],
  },
];

/** Editions for governments, schools and China have the part number of the commercial product and a suffix. */
const editionSuffix = /_(GOV|GCC|for_GCC_GCC|GCCHIGH|USGOV_GCCHIGH|USGOV_DOD|CN_CN|FACULTY|FAC|STUDENT|NOPREREQ|CE)$/i;

const withoutEdition = (partNumber: string): string => {
  const shorter = partNumber.trim().replace(editionSuffix, '');
  return shorter === partNumber ? shorter : withoutEdition(shorter);
};

const matches = (pattern: string, partNumber: string): boolean =>
  pattern.endsWith('*')
    ? partNumber.startsWith(pattern.slice(0, -1).toLowerCase())
    : partNumber === pattern.toLowerCase();

const listedHolder = (partNumber: string): HolderRule['holder'] | undefined => {
  const names = [partNumber.trim(), withoutEdition(partNumber)].map((name) => name.toLowerCase());
  return holderRules.find(({ partNumbers }) =>
    partNumbers.some((pattern) => names.some((name) => matches(pattern, name))),
  )?.holder;
};

/** What a product is licensed for. `known` is its entry in the catalog. */
export const holderOf = (partNumber: string, known: CatalogSku | undefined): SkuHolder => {
  const listed = listedHolder(partNumber);
  if (listed !== undefined) return listed;
  return known?.family === 'device' || known?.family === 'capacity' ? known.family : 'user';
};
