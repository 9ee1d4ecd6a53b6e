import type { ConditionalAccessPolicy } from '#shared/surfaces/conditional-access/schema.ts';
import type { Budget } from './box-splitting.ts';
import { cellsWhere } from './cell-set.ts';
import type { CheckCertificate } from './certificate-checker.ts';
import { capabilityRegions, type PolicyRegion, regionsOf } from './policy-regions.ts';
import type { Reading } from './readings.ts';
import { dimensionsOf } from './sign-in-dimensions.ts';
import type { SignInSnapshot } from './sign-in-snapshot.ts';
import { type SignInSpace, spaceOf } from './sign-in-space.ts';

/** At most so many boxes are looked at for all answers together. */
const mostBoxesInAll = 400_000;

/** Another space: sign-ins of workloads and agents. */
const isForPeople = (policy: ConditionalAccessPolicy): boolean =>
  !policy.forWorkloads && policy.servicePrincipalRiskLevels.length === 0;

/** Enabled, or in a state that Microsoft added. Report-only and disabled policies enforce nothing. */
const mayBeInForce = ({ state }: ConditionalAccessPolicy): boolean => state === 'enabled' || state === 'unknown';

/** What is computed once for a tenant. Policies are numbers here, and sets of them masks. */
export interface CoverageTenant {
  readonly snapshot: SignInSnapshot;
  readonly space: SignInSpace;
  readonly policies: readonly ConditionalAccessPolicy[];
  /** For each policy its regions, in either reading. */
  readonly regions: Readonly<Record<Reading, readonly (readonly PolicyRegion[])[]>>;
  readonly capabilities: readonly PolicyRegion[];
  /** The policies that are not the same in both readings. */
  readonly uncertain: bigint;
  readonly budget: Budget;
  readonly check: CheckCertificate;
}

export const maskWhere = (policies: readonly unknown[], test: (at: number) => boolean): bigint =>
  cellsWhere(policies.length, test);

const textOf = (regions: readonly PolicyRegion[] = []): string =>
  regions
    .map(({ limits, demands }) => `${limits.map(({ at, set }) => `${at}:${set}`).join()}|${JSON.stringify(demands)}`)
    .join(';');

/** The policies that may enforce something on people. */
export const policiesInForce = ({ policies }: SignInSnapshot): readonly ConditionalAccessPolicy[] =>
  policies.filter(isForPeople).filter(mayBeInForce);

/** Undefined if the space is beyond the budget. */
export const coverageTenant = (snapshot: SignInSnapshot, check: CheckCertificate): CoverageTenant | undefined => {
  const policies = policiesInForce(snapshot);
  const dimensions = dimensionsOf(policies, snapshot);
  if (dimensions === undefined) return undefined;
  const read = (reading: Reading) => policies.map((policy) => regionsOf(policy, reading, dimensions, snapshot));
  const regions = { least: read('least'), most: read('most') };
  const capabilities = capabilityRegions(dimensions);
  return {
    snapshot,
    space: spaceOf(dimensions, [...regions.least.flat(), ...regions.most.flat(), ...capabilities]),
    policies,
    regions,
    capabilities,
    uncertain: maskWhere(policies, (at) => textOf(regions.least[at]) !== textOf(regions.most[at])),
    budget: { left: mostBoxesInAll },
    check,
  };
};
