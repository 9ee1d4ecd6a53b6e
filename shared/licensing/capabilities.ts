import { type Ladder, ladders } from './ladders.ts';
import { planNames } from './plan-names.ts';

/**
 * The highest step of each capability that a seat gives. A plan that is on no ladder is a capability of its own with
 * one step.
 */
export type Capabilities = ReadonlyMap<string, number>;

/** Plans that do not decide which suite a user needs: seeded samples, retired products, and what every tenant has. */
const ignoredPlans: readonly RegExp[] = [
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

interface LadderStep {
  readonly capability: string;
  readonly step: number;
}

const stepsByPlan: ReadonlyMap<string, readonly LadderStep[]> = (() => {
  const found = new Map<string, LadderStep[]>();
  for (const [capability, { steps }] of Object.entries<Ladder>(ladders)) {
    for (const [at, { plans }] of steps.entries()) {
      for (const plan of plans) found.set(plan, [...(found.get(plan) ?? []), { capability, step: at + 1 }]);
    }
  }
  return found;
})();

/** Government, education and midmarket plans give the same capabilities as the plan without the suffix. */
const commercialName = (plan: string): string => plan.replace(/_(GOV|EDU|MIDMARKET)$/, '');

const stepsOf = (plan: string): readonly LadderStep[] => {
  const found = stepsByPlan.get(plan) ?? stepsByPlan.get(commercialName(plan));
  if (found !== undefined) return found;
  return ignoredPlans.some((pattern) => pattern.test(plan)) ? [] : [{ capability: plan, step: 1 }];
};

/** The capabilities of several service plans together. */
export const capabilitiesOf = (plans: Iterable<string>): Capabilities => {
  const capabilities = new Map<string, number>();
  for (const plan of plans) {
    for (const { capability, step } of stepsOf(plan)) {
      capabilities.set(capability, Math.max(step, capabilities.get(capability) ?? 0));
    }
  }
  return capabilities;
};

/** Whether `one` includes every capability of `other` at the same step or higher. */
export const covers = (one: Capabilities, other: Capabilities): boolean =>
  [...other].every(([capability, step]) => (one.get(capability) ?? 0) >= step);

/** The highest step of each capability in any of the given ones. */
export const mergeCapabilities = (all: readonly Capabilities[]): Capabilities => {
  const merged = new Map<string, number>();
  for (const [capability, step] of all.flatMap((each) => [...each])) {
    merged.set(capability, Math.max(step, merged.get(capability) ?? 0));
  }
  return merged;
};

/** The name of a capability at a step, such as `mailbox, 100 GB`. A plan that is on no ladder has its own name. */
export const capabilityName = (capability: string, step: number): string => {
  const ladder = (ladders as Readonly<Record<string, Ladder>>)[capability];
  if (ladder === undefined) return planNames[capability] ?? capability;
  const label = ladder.steps[step - 1]?.label;
  return label === undefined || label === ladder.label ? ladder.label : `${ladder.label}, ${label}`;
};
