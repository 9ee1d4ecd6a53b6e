import type { CapabilitySet } from './capability-sets.ts';
import { cellsOf, hasCell, noCells } from './cell-set.ts';
import type { Gap } from './claim-decision.ts';
import type { PlacePoint } from './places.ts';
import type { PolicyRegion } from './policy-regions.ts';
import type { Client, Limit, Target } from './sign-in-dimensions.ts';
import { covers, type SignInSpace } from './sign-in-space.ts';

/** One sign-in, in Microsoft's words. */
export interface SignInPoint {
  readonly target: Target;
  readonly client: Client;
  readonly platform: string;
  readonly place: PlacePoint;
  readonly signInRisk: string;
  readonly userRisk: string;
  readonly insiderRisk: string;
  readonly flow: string;
  /** By the name of the dimension: `device rule: {rule}`, `application rule: {rule}`. */
  readonly rules: Readonly<Record<string, boolean>>;
}

/** A sign-in that gets in, and the box around it of which the same is true. */
export interface PointInGap {
  readonly point: SignInPoint;
  readonly gap: Gap;
  readonly capabilities: CapabilitySet;
  /** The policies that apply to the point and ask for something. */
  readonly policyIds: readonly string[];
}

/** The first value of a cell that is within the scope of the claim. */
const firstValue = (space: SignInSpace, at: number, cell: number, scope: readonly Limit[]): number => {
  const values = space.cells[at]?.[cell] ?? [];
  return values.find((value) => scope.every((limit) => limit.at !== at || hasCell(limit.set, value))) ?? values[0] ?? 0;
};

/** The most natural sign-in of a box: the first cell of each dimension, and the first value in it. */
export const pointOf = (
  space: SignInSpace,
  gap: Gap,
  scope: readonly Limit[],
  regions: readonly PolicyRegion[],
): PointInGap => {
  const cells = gap.box.map((side) => cellsOf(side)[0] ?? 0);
  const value = <Value>({ at, values }: { readonly at: number; readonly values: readonly Value[] }): Value => {
    const found = values[firstValue(space, at, cells[at] ?? 0, scope)];
    if (found === undefined) throw new RangeError(`dimension ${at} has no value in cell ${cells[at] ?? 0}`);
    return found;
  };
  const { target, client, platform, place, signInRisk, userRisk, insiderRisk, flow, applicationRules, deviceRules } =
    space.dimensions;
  const box = cells.map((cell) => (cell < 0 ? noCells : 1n << BigInt(cell)));
  const applying = regions.filter((region) => covers(region, box));
  return {
    gap,
    capabilities: gap.capabilities,
    policyIds: [...new Set(applying.flatMap(({ policy }) => policy?.policyId ?? []))],
    point: {
      target: value(target),
      client: value(client),
      platform: value(platform),
      place: value(place).point,
      signInRisk: value(signInRisk),
      userRisk: value(userRisk),
      insiderRisk: value(insiderRisk),
      flow: value(flow),
      rules: Object.fromEntries([...applicationRules, ...deviceRules].map((rule) => [rule.name, value(rule)])),
    },
  };
};
