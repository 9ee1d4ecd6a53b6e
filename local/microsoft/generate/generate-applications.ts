import { addDays, instantOf } from '#shared/kernel/clock.ts';
import type { SimulatedApplication } from '../app-registration.ts';
import { guidOf, type Random } from '../random.ts';
import { allScopes } from './granted-scopes.ts';

const secretLifeDays = 300;

interface Registration {
  readonly now: Date;
  readonly grantedScopes?: readonly string[];
}

/**
 * The app registration through which this tenant is read. Its secret has the form of a real one: 40 characters, no
 * GUID.
 */
export const vectisApplication = (
  { now, grantedScopes }: Registration,
  draw: Random,
  tenantId: string,
): SimulatedApplication => ({
  id: guidOf(`${tenantId} application object`),
  appId: guidOf(`${tenantId} application`),
  displayName: 'Vectis',
  secrets: [
    {
      keyId: guidOf(`${tenantId} secret`),
      displayName: 'Vectis',
      value: `demo~${draw.token(35)}`,
      startsAt: instantOf(addDays(now, -60)),
      endsAt: instantOf(addDays(now, secretLifeDays)),
    },
  ],
  certificates: [],
  grantedScopes: [...(grantedScopes ?? allScopes)],
  refusal: null,
});

/**
 * Another app registration of the tenant, with one secret. Its validity is given in days from now, negative for the
 * past.
 */
export const aTenantApplication = (
  { tenantId, name, now }: { readonly tenantId: string; readonly name: string; readonly now: Date },
  [startsInDays, endsInDays]: readonly [startsInDays: number, endsInDays: number],
): SimulatedApplication => ({
  id: guidOf(`${tenantId} application object ${name}`),
  appId: guidOf(`${tenantId} application ${name}`),
  displayName: name,
  secrets: [
    {
      keyId: guidOf(`${tenantId} secret of ${name}`),
      displayName: name,
      value: `demo~${guidOf(`${tenantId} value of ${name}`)}`,
      startsAt: instantOf(addDays(now, startsInDays)),
      endsAt: instantOf(addDays(now, endsInDays)),
    },
  ],
  certificates: [],
  grantedScopes: [],
  refusal: null,
});
