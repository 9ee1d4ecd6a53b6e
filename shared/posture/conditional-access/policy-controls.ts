import type { ConditionalAccessPolicy, PolicyGrant } from '#shared/surfaces/conditional-access/schema.ts';
import type { User } from '#shared/surfaces/users/schema.ts';
import { derived } from '../derived.ts';
import { mfaDenominator } from '../people.ts';
import type { Posture } from '../posture.ts';
import { appliesTo, coversEveryApplication, isNamed, narrowingConditions, userPolicies } from './policies.ts';

const coversEveryClient = ({ clientAppTypes }: ConditionalAccessPolicy): boolean =>
  clientAppTypes.includes('all') ||
  (clientAppTypes.includes('browser') && clientAppTypes.includes('mobileAppsAndDesktopClients'));

/** Whether a policy applies to every application and client and has no other condition than the given one. */
const isAbout = (policy: ConditionalAccessPolicy, condition: string): boolean =>
  coversEveryApplication(policy) && coversEveryClient(policy) && narrowingConditions(policy).join() === condition;

/**
 * Whether nobody can sign in without one of these controls. With OR, any other accepted control would be a way to avoid
 * them.
 */
const demands = (grant: PolicyGrant | null, wanted: readonly string[], strengthCounts: boolean): boolean => {
  if (grant === null) return false;
  const { operator, controls, strength, customAuthenticationFactors, termsOfUse } = grant;
  const strengths = strength === null ? [] : [strengthCounts && strength.satisfiesMfa];
  const others = [...customAuthenticationFactors, ...termsOfUse].map(() => false);
  const all = [...controls.map((control) => wanted.includes(control)), ...strengths, ...others];
  return operator === 'AND' ? all.some(Boolean) : all.length > 0 && all.every(Boolean);
};

/** Policies in any state that block the device code flow. */
export const deviceCodeBlocks = derived((posture): readonly ConditionalAccessPolicy[] =>
  userPolicies(posture).filter(
    (policy) =>
      policy.authenticationFlows.includes('deviceCodeFlow') &&
      isAbout(policy, 'authentication flow') &&
      demands(policy.grant, ['block'], false),
  ),
);

export type Risk = 'sign-in risk' | 'user risk';

/**
 * The controls that answer a risk: a risky sign-in needs MFA or is blocked; a risky user changes the password or is
 * blocked.
 */
const riskControls = {
  'sign-in risk': { levels: 'signInRiskLevels', controls: ['mfa', 'block'], strengthCounts: true },
  'user risk': {
    levels: 'userRiskLevels',
    controls: ['passwordChange', 'riskRemediation', 'block'],
    strengthCounts: false,
  },
} as const;

/**
 * Enabled policies whose only condition is high risk. A policy with two conditions applies only where both hold, so it
 * does not answer one of them.
 */
export const riskPolicies = (posture: Posture, risk: Risk): readonly ConditionalAccessPolicy[] => {
  const { levels, controls, strengthCounts } = riskControls[risk];
  return userPolicies(posture).filter(
    (policy) =>
      policy.state === 'enabled' &&
      policy[levels].includes('high') &&
      isAbout(policy, risk) &&
      demands(policy.grant, controls, strengthCounts),
  );
};

/** Users of the MFA denominator to whom none of the policies applies. Policies add up. */
export const usersNotCovered = (posture: Posture, policies: readonly ConditionalAccessPolicy[]): readonly User[] =>
  mfaDenominator(posture).filter((user) => !policies.some((policy) => appliesTo(posture, policy, user)));

/** Enabled policies for all users that block or require a control: those that can lock out every user. */
export const lockoutPolicies = derived((posture): readonly ConditionalAccessPolicy[] =>
  userPolicies(posture).filter(({ state, include, grant }) => {
    if (state !== 'enabled' || !include.everyone || grant === null) return false;
    const { controls, strength, customAuthenticationFactors, termsOfUse } = grant;
    return controls.length + customAuthenticationFactors.length + termsOfUse.length > 0 || strength !== null;
  }),
);

/** Enabled accounts that every such policy excludes, by name or by group. */
export const usersExcludedFromAll = (posture: Posture): readonly User[] =>
  posture
    .facts('users')
    .filter(({ accountEnabled }) => accountEnabled)
    .filter(({ userId }) => lockoutPolicies(posture).every(({ exclude }) => isNamed(posture, exclude, userId)));

/** Ids of deleted users and groups that a policy still names. */
export const danglingReferences = (posture: Posture, { include, exclude }: ConditionalAccessPolicy) => {
  const known = new Set(posture.facts('users').map(({ userId }) => userId));
  const missingGroups = new Set(
    posture.facts('conditional-access').flatMap((fact) => (fact.kind === 'group' && !fact.found ? [fact.groupId] : [])),
  );
  return {
    userIds: [...new Set([...include.userIds, ...exclude.userIds])].filter((id) => !known.has(id)),
    groupIds: [...new Set([...include.groupIds, ...exclude.groupIds])].filter((id) => missingGroups.has(id)),
  };
};
