import { type Ladder, ladders } from './ladders.ts';
import { planNames } from './plan-names.ts';

/** What a seat gives: by capability, the highest step. A plan that stands on no ladder is a capability of its own, with one step. */
export type Capabilities = ReadonlyMap<string, number>;

/** Comes with every suite, decides nothing about which one a person needs: seeded samplers, retired products, what the tenant has anyway. */
const incidental: readonly RegExp[] = [
  /^EXCHANGE_S_FOUNDATION/,
  /^(SWAY|Nucleus|CLIPCHAMP|PLACES_CORE|MICROSOFT_LOOP|MICROSOFT_SEARCH|Bing_Chat_Enterprise|Deskless|DESKLESS)$/,
  /^(KAIZALA|STREAM|WHITEBOARD|MESH_|BPOS_S_TODO|M365_LIGHTHOUSE|WINDOWS_STORE)/,
  /^(DYN365_)?CDS_/,
  /^VIVA_LEARNING_SEEDED$/,
  /^(PROJECTWORKMANAGEMENT|MICROSOFTBOOKINGS|MYANALYTICS_P2|GRAPH_CONNECTORS_SEARCH_INDEX)/,
  /^(Intune_Defender|FLOW_FOR_PROJECT|Power_Automate_For_Project_P1)$/,
  // Retired, or merged into another plan of the same suites.
  /^(O365_SB_Relationship_Management|DYN365BC_MS_INVOICING|AAD_SMB|WINDOWSUPDATEFORBUSINESS_DEPLOYMENTSERVICE)$/,
  /^(COMMUNICATIONS_COMPLIANCE|DATA_INVESTIGATIONS)$/,
];

interface Rung {
  readonly capability: string;
  readonly step: number;
}

const rungsByPlan: ReadonlyMap<string, readonly Rung[]> = (() => {
  const rungs = new Map<string, Rung[]>();
  for (const [capability, { steps }] of Object.entries<Ladder>(ladders)) {
    for (const [at, { plans }] of steps.entries()) {
      for (const plan of plans) rungs.set(plan, [...(rungs.get(plan) ?? []), { capability, step: at + 1 }]);
    }
  }
  return rungs;
})();

/** Plans for governments, schools and midsize firms do what the plan of the same name does. */
const plainName = (plan: string): string => plan.replace(/_(GOV|EDU|MIDMARKET)$/, '');

const rungsOf = (plan: string): readonly Rung[] => {
  const rungs = rungsByPlan.get(plan) ?? rungsByPlan.get(plainName(plan));
  if (rungs !== undefined) return rungs;
  return incidental.some((pattern) => pattern.test(plan)) ? [] : [{ capability: plan, step: 1 }];
};

/** What these service plans together let somebody do. */
export const capabilitiesOf = (plans: Iterable<string>): Capabilities => {
  const capabilities = new Map<string, number>();
  for (const plan of plans) {
    for (const { capability, step } of rungsOf(plan)) {
      capabilities.set(capability, Math.max(step, capabilities.get(capability) ?? 0));
    }
  }
  return capabilities;
};

/** Whether `one` does everything that `other` does. */
export const covers = (one: Capabilities, other: Capabilities): boolean =>
  [...other].every(([capability, step]) => (one.get(capability) ?? 0) >= step);

/** Both together. */
export const mergeCapabilities = (all: readonly Capabilities[]): Capabilities => {
  const sum = new Map<string, number>();
  for (const [capability, step] of all.flatMap((each) => [...each])) {
    sum.set(capability, Math.max(step, sum.get(capability) ?? 0));
  }
  return sum;
};

/** A capability at a step, in words: `mailbox, 100 GB`. A plan that stands on no ladder goes by its own name. */
export const capabilityName = (capability: string, step: number): string => {
  const found = (ladders as Readonly<Record<string, Ladder>>)[capability];
  if (found === undefined) return planNames[capability] ?? capability;
  const of = found.steps[step - 1]?.label;
  return of === undefined || of === found.label ? found.label : `${found.label}, ${of}`;
};
