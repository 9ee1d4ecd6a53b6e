import type { ConditionalAccessPolicy } from '#shared/surfaces/conditional-access/schema.ts';
import { capabilityRules } from './filter-rules.ts';
import { type Demand, demandsOf } from './grant-demands.ts';
import { conditionBoxes, intersect, ruleLimit } from './policy-conditions.ts';
import type { Reading } from './readings.ts';
import {
  type Client,
  capabilityDimension,
  clients,
  type Dimensions,
  type Limit,
  limitTo,
} from './sign-in-dimensions.ts';
import type { SignInSnapshot } from './sign-in-snapshot.ts';

/** Sign-ins of which a policy demands the same: a box, as the dimensions that it limits. */
export interface PolicyRegion {
  readonly policy: ConditionalAccessPolicy | null;
  readonly limits: readonly Limit[];
  /** Each is to be met. */
  readonly demands: readonly Demand[];
}

const capabilities = Object.keys(capabilityRules);

/**
 * A demand as it is where the rule of a capability does not match: a device that does not match has not the capability.
 */
const withoutFactor = (demands: readonly Demand[], lacking: string): readonly Demand[] =>
  demands.map((demand) => demand.filter((factor) => factor !== lacking));

interface Part {
  readonly limits: readonly Limit[];
  readonly demands: readonly Demand[];
}

const splitByCapability = (parts: readonly Part[], capability: string, dimensions: Dimensions): readonly Part[] => {
  const dimension = capabilityDimension(dimensions, capability);
  if (dimension === undefined) return parts;
  return parts.flatMap((part) => {
    if (!part.demands.some((demand) => demand.includes(capability))) return [part];
    return [true, false].flatMap((matches) => {
      const limits = intersect(part.limits, ruleLimit(dimension, matches));
      const demands = matches ? part.demands : withoutFactor(part.demands, capability);
      return limits === undefined ? [] : [{ limits, demands }];
    });
  });
};

/** Clients of which a policy asks the same are one group. */
const clientGroups: readonly (readonly Client[])[] = [clients.slice(0, 2), ['exchangeActiveSync'], ['other']];

/** Where a policy applies, in boxes of which it asks the same. Empty if it asks for nothing. */
export const regionsOf = (
  policy: ConditionalAccessPolicy,
  reading: Reading,
  dimensions: Dimensions,
  snapshot: SignInSnapshot,
): readonly PolicyRegion[] =>
  conditionBoxes(policy, reading, dimensions).flatMap((box) =>
    clientGroups.flatMap((group) => {
      const demands = demandsOf(policy, snapshot.strengths, reading, group[0] ?? 'other');
      const limits = intersect(box, [limitTo(dimensions.client, (client) => group.includes(client))]);
      if (limits === undefined || demands.length === 0) return [];
      return capabilities
        .reduce((parts, capability) => splitByCapability(parts, capability, dimensions), [
          { limits, demands },
        ] as readonly Part[])
        .map((part) => ({ policy, ...part }));
    }),
  );

/** A device that matches the rule of a capability has it: what every sign-in from it shows. */
export const capabilityRegions = (dimensions: Dimensions): readonly PolicyRegion[] =>
  capabilities.flatMap((capability) => {
    const dimension = capabilityDimension(dimensions, capability);
    return dimension === undefined
      ? []
      : [{ policy: null, limits: ruleLimit(dimension, true), demands: [[capability]] }];
  });
