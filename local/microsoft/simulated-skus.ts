import type { SimulatedTenant } from './tenant.ts';

/**
 * The service plans that the product or the simulator distinguishes, with Microsoft's ids.
 * https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference
 */
const planIds = {
  AAD_PREMIUM: '41781fb2-bc02-4b7c-bd55-b576c07bb09d',
  AAD_PREMIUM_P2: 'eec0eb4f-6444-4f95-aba0-50c24d67f998',
  ATP_ENTERPRISE: 'f20fedf3-f3c3-43c3-8267-2bfdd51c0939',
  EXCHANGE_S_DESKLESS: '4a82b400-a79f-41a4-b4e2-e94f5787b113',
  EXCHANGE_S_ENTERPRISE: 'efb87545-963c-4e0d-99df-69c6916d9eb0',
  EXCHANGE_S_FOUNDATION: '113feb6c-3fe4-4440-bddc-54d774bf0318',
  EXCHANGE_S_STANDARD: '9aaf7827-d63c-4b61-89c3-182f06f82e5c',
  FLOW_O365_P1: '0f9b09cb-62d1-4ff4-9129-43f4996f83f4',
  FLOW_O365_P2: '76846ad7-7776-4c40-a281-a386362dd1b9',
  FLOW_O365_P3: '07699545-9485-468e-95b6-2fca3738be01',
  FLOW_O365_S1: 'bd91b1a4-9f94-4ecf-b45b-3a65e5c8128a',
  FLOW_P2_VIRAL: '50e68c76-46c6-4674-81f9-75456511b170',
  FORMS_PLAN_E1: '159f4cd6-e380-449f-a816-af1a9ef76344',
  FORMS_PLAN_E3: '2789c901-c14e-48ab-a76a-be334d9d793a',
  FORMS_PLAN_E5: 'e212cbc7-0961-4c40-9825-01117710dcb1',
  FORMS_PLAN_K: 'f07046bd-2a3c-4b96-b0be-dea79d7cbfb8',
  INTUNE_A: 'c1ec4a95-1f05-45b3-a911-aa3fa01094f5',
  MCOEV_VIRTUALUSER: 'f47330e9-c134-43b3-9993-e7f004506889',
  MFA_PREMIUM: '8a256a2b-b617-496d-b51b-e76466e88db0',
  MTP: 'bf28f719-7844-4079-9c78-c1307898e192',
  OFFICEMOBILE_SUBSCRIPTION: 'c63d4d19-e8cb-460e-b37c-4d6c34603745',
  OFFICESUBSCRIPTION: '43de0ff5-c92c-492b-9116-175376d08c38',
  OFFICE_BUSINESS: '094e7854-93fc-4d55-b2c0-3ab5369ebdc1',
  SHAREPOINTDESKLESS: '902b47e5-dcb2-4fdc-858b-c63a90a2bdb9',
  SHAREPOINTENTERPRISE: '5dbe027f-2339-4123-9542-606e4d348a72',
  SHAREPOINTSTANDARD: 'c7699d2e-19aa-44de-8edf-1736da088ca1',
  SHAREPOINTWAC: 'e95bec33-7c88-4a70-8e19-b10bd9d0c014',
  TEAMS1: '57ff2da0-773e-42df-b2af-ffb7a2317929',
  THREAT_INTELLIGENCE: '8e0c0a52-6a6c-4d40-8370-dd62790dcd70',
  VISIOONLINE: '2bdbaf8f-738f-4ac7-9234-3c3ee2ce7d0f',
  VISIO_CLIENT_SUBSCRIPTION: '663a804f-1c30-4ff0-9915-9db84f0d1cea',
  WINBIZ: '8e229017-d77b-43d5-9305-903395523b99',
  WINDEFATP: '871d91ec-ec1a-452b-a83f-bd76c7d770ef',
  WIN10_PRO_ENT_SUB: '21b439ba-a0ca-424f-a6cc-52f954a5b111',
} as const;
export type PlanName = keyof typeof planIds;

export interface Sku {
  readonly partNumber: string;
  readonly skuId: string;
  readonly plans: readonly PlanName[];
}

const sku = (partNumber: string, skuId: string, ...plans: readonly PlanName[]): Sku => ({ partNumber, skuId, plans });

const skus: readonly Sku[] = [
  sku(
    'O365_BUSINESS_ESSENTIALS',
    '3b555118-da6a-4418-894f-7df1e2096870',
    'EXCHANGE_S_STANDARD',
    'OFFICEMOBILE_SUBSCRIPTION',
    'SHAREPOINTSTANDARD',
    'TEAMS1',
    'FLOW_O365_P1',
    'FORMS_PLAN_E1',
    'SHAREPOINTWAC',
  ),
  sku(
    'O365_BUSINESS_PREMIUM',
    'f245ecc8-75af-4f8e-b61f-27d8114de5f3',
    'EXCHANGE_S_STANDARD',
    'OFFICE_BUSINESS',
    'SHAREPOINTSTANDARD',
    'TEAMS1',
    'FLOW_O365_P1',
    'FORMS_PLAN_E1',
    'SHAREPOINTWAC',
  ),
  sku(
    'SPB',
    'cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46',
    'AAD_PREMIUM',
    'ATP_ENTERPRISE',
    'EXCHANGE_S_STANDARD',
    'INTUNE_A',
    'MFA_PREMIUM',
    'OFFICE_BUSINESS',
    'SHAREPOINTSTANDARD',
    'TEAMS1',
    'FLOW_O365_P1',
    'FORMS_PLAN_E1',
    'SHAREPOINTWAC',
    'WINBIZ',
  ),
  sku(
    'SPE_E3',
    '05e9a617-0261-4cee-bb44-138d3ef5d965',
    'AAD_PREMIUM',
    'EXCHANGE_S_ENTERPRISE',
    'INTUNE_A',
    'MFA_PREMIUM',
    'OFFICESUBSCRIPTION',
    'SHAREPOINTENTERPRISE',
    'TEAMS1',
    'FLOW_O365_P2',
    'FORMS_PLAN_E3',
    'SHAREPOINTWAC',
    'WIN10_PRO_ENT_SUB',
  ),
  sku(
    'SPE_E5',
    '06ebc4ee-1bb5-47dd-8120-11324bc54e06',
    'AAD_PREMIUM',
    'AAD_PREMIUM_P2',
    'ATP_ENTERPRISE',
    'EXCHANGE_S_ENTERPRISE',
    'INTUNE_A',
    'MFA_PREMIUM',
    'MTP',
    'OFFICESUBSCRIPTION',
    'SHAREPOINTENTERPRISE',
    'TEAMS1',
    'THREAT_INTELLIGENCE',
    'FLOW_O365_P3',
    'FORMS_PLAN_E5',
    'SHAREPOINTWAC',
    'WIN10_PRO_ENT_SUB',
    'WINDEFATP',
  ),
  sku(
    'SPE_F1',
    '66b55226-6b4f-492c-910c-a3b7a3c9d993',
    'AAD_PREMIUM',
    'EXCHANGE_S_DESKLESS',
    'INTUNE_A',
    'MFA_PREMIUM',
    'OFFICEMOBILE_SUBSCRIPTION',
    'SHAREPOINTDESKLESS',
    'TEAMS1',
    'FLOW_O365_S1',
    'FORMS_PLAN_K',
    'SHAREPOINTWAC',
  ),
  sku('ATP_ENTERPRISE', '4ef96642-f096-40de-a3e9-d83fb2f90211', 'ATP_ENTERPRISE'),
  sku(
    'VISIOCLIENT',
    'c5928f49-12ba-48f7-ada3-0d743a3601d5',
    'EXCHANGE_S_FOUNDATION',
    'VISIOONLINE',
    'VISIO_CLIENT_SUBSCRIPTION',
  ),
  sku('EXCHANGESTANDARD', '4b9405b0-7788-4568-add1-99614e613b69', 'EXCHANGE_S_STANDARD'),
  sku('AAD_PREMIUM', '078d2b04-f1bd-4111-bbd4-b4b1b354cef4', 'AAD_PREMIUM', 'EXCHANGE_S_FOUNDATION', 'MFA_PREMIUM'),
  sku(
    'AAD_PREMIUM_P2',
    '84a661c4-e949-4bd2-a560-ed7766fcaf2b',
    'AAD_PREMIUM',
    'AAD_PREMIUM_P2',
    'EXCHANGE_S_FOUNDATION',
    'MFA_PREMIUM',
  ),
  sku('FLOW_FREE', 'f30db892-07e9-47e9-837c-80727f46fd3d', 'EXCHANGE_S_FOUNDATION', 'FLOW_P2_VIRAL'),
  sku('PHONESYSTEM_VIRTUALUSER', '440eaaa8-b3e0-484b-a8be-62870b9ba70a', 'MCOEV_VIRTUALUSER'),
];

/** The SKU with this part number. Throws if the table lacks it. */
export const skuOf = (partNumber: string): Sku => {
  const found = skus.find((candidate) => candidate.partNumber === partNumber);
  if (found === undefined) throw new Error(`no SKU ${partNumber} in the table of local/microsoft/simulated-skus.ts`);
  return found;
};

/** Defender knows a tenant that has any of these plans. */
export const defenderPlans = ['ATP_ENTERPRISE', 'MTP', 'THREAT_INTELLIGENCE'] as const satisfies readonly PlanName[];

export const planIdOf = (plan: PlanName): string => planIds[plan];

/** EXCHANGE_S_FOUNDATION applies to the company, not to a user, and gives no mailbox. */
export const appliesToCompany = (plan: PlanName): boolean => plan === 'EXCHANGE_S_FOUNDATION';

/** The service plans of a tenant: those of every subscription that is not suspended. */
export const plansOf = (tenant: SimulatedTenant): ReadonlySet<PlanName> =>
  new Set(
    tenant.subscriptions
      .filter(({ status }) => status !== 'Suspended')
      .flatMap((subscription) => skuOf(subscription.partNumber).plans),
  );

export const hasPlan = (tenant: SimulatedTenant, plan: PlanName): boolean => plansOf(tenant).has(plan);

/** Number of users with a license of this SKU. */
export const consumedSeats = (tenant: SimulatedTenant, partNumber: string): number =>
  tenant.users.filter((user) => user.licenses.includes(partNumber)).length;
