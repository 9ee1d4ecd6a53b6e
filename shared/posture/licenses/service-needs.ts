import type { User } from '#shared/surfaces/users/schema.ts';
import { appliesTo, userPolicies } from '../conditional-access/policies.ts';
import { derived } from '../derived.ts';
import type { FactsBySurface } from '../facts.ts';
import type { Posture } from '../posture.ts';
import { rolesByUser } from '../privileged.ts';
import { isConclusive } from '../readable.ts';

/** A step of a capability that a user needs, and why. */
export interface Need {
  readonly step: number;
  readonly reason: string;
}

/** Higher than every step: the seat keeps the step that it has, because the use could not be read. */
const everything = Number.MAX_SAFE_INTEGER;
export const unseen = (what: string): Need => ({ step: everything, reason: `${what} could not be read` });

type Policy = ReturnType<typeof userPolicies>[number];

const livePolicies = derived((posture): readonly Policy[] =>
  userPolicies(posture).filter(({ state }) => state === 'enabled' || state === 'report-only'),
);

const actsOnRisk = ({ signInRiskLevels, userRiskLevels }: Policy): boolean =>
  signInRiskLevels.length + userRiskLevels.length > 0;

const deviceControls: ReadonlySet<string> = new Set(['compliantDevice', 'approvedApplication', 'compliantApplication']);
const demandsDevice = ({ grant }: Policy): boolean =>
  grant?.controls.some((control) => deviceControls.has(control)) ?? false;

/**
 * The need for Entra ID: P1 for Conditional Access and group-based licenses, P2 for policies that act on risk and for
 * eligible roles.
 */
export const entraNeed = (posture: Posture, user: User, policies: readonly Policy[]): Need | undefined => {
  if (!isConclusive(posture, 'conditional-access')) return unseen('Conditional Access');
  if (!isConclusive(posture, 'role-schedules')) return unseen('eligible roles');
  const eligible = (rolesByUser(posture).get(user.userId) ?? []).find((role) => role.isEligible);
  if (eligible !== undefined) return { step: 3, reason: `the role ${eligible.name} is activated through PIM` };
  const risky = policies.find(actsOnRisk);
  if (risky !== undefined) return { step: 3, reason: `the policy ${risky.name} acts on risk` };
  const [policy] = policies;
  if (policy !== undefined) return { step: 2, reason: `the policy ${policy.name} applies` };
  const isByGroup = user.licenses.some(({ groupIds }) => groupIds.length > 0);
  return isByGroup ? { step: 2, reason: 'a seat comes through a group' } : undefined;
};

const deviceOwners = derived(
  (posture): ReadonlySet<string> =>
    new Set(
      posture
        .facts('managed-devices')
        .flatMap((fact) => (fact.kind === 'owners' ? fact.userIds : fact.kind === 'device' ? (fact.userId ?? []) : [])),
    ),
);

/** The need for Intune: a managed device, or a policy that requires one. */
export const deviceNeed = (posture: Posture, { userId }: User, policies: readonly Policy[]): Need | undefined => {
  if (!isConclusive(posture, 'managed-devices')) return unseen('managed devices');
  if (deviceOwners(posture).has(userId)) return { step: 2, reason: 'a device of theirs is managed' };
  const policy = policies.find(demandsDevice);
  return policy === undefined ? undefined : { step: 2, reason: `the policy ${policy.name} asks for a managed device` };
};

export const policiesApplyingTo = (posture: Posture, user: User): readonly Policy[] =>
  livePolicies(posture).filter((policy) => appliesTo(posture, policy, user));

/**
 * How the use of a Defender product shows: it raised an alert, or Secure Score gives points for one of its settings.
 */
const defenders = {
  defenderForOffice: { source: /ForOffice365$/i, control: /^mdo_/i, services: ['MDO'] },
  defenderForEndpoint: { source: /ForEndpoint$/i, control: /^scid_/i, services: ['MDE', 'MDATP'] },
  defenderForIdentity: { source: /ForIdentity$/i, control: /^aatp_/i, services: ['AATP', 'MDI'] },
  cloudApps: { source: /CloudApp(s|Security)$/i, control: /^mcas/i, services: ['MCAS'] },
} as const;
export type Defender = keyof typeof defenders;
export const defenderNames = Object.keys(defenders) as Defender[]; // the keys of a constant

const isControl = (fact: FactsBySurface['secure-score']) => fact.kind === 'control' && fact.score > 0;

const defenderNeeds = derived((posture): ReadonlyMap<Defender, Need> => {
  const isSeen = isConclusive(posture, 'defender-alerts') && isConclusive(posture, 'secure-score');
  const done = posture
    .facts('secure-score')
    .flatMap((fact) => (fact.kind === 'control' && isControl(fact) ? [fact] : []));
  return new Map(
    defenderNames.flatMap((name): [Defender, Need][] => {
      const { source, control, services } = defenders[name];
      if (!isSeen) return [[name, unseen('the use of Defender')]];
      const isConfigured = done.some(
        ({ controlId, service }) => control.test(controlId) || services.some((each) => each === service?.toUpperCase()),
      );
      if (isConfigured) return [[name, { step: everything, reason: 'its settings count in Secure Score' }]];
      const alerted = posture.facts('defender-alerts').some((alert) => source.test(alert.source ?? ''));
      return alerted ? [[name, { step: everything, reason: 'it raises alerts' }]] : [];
    }),
  );
});

export const defenderNeed = (posture: Posture, name: Defender): Need | undefined => defenderNeeds(posture).get(name);
