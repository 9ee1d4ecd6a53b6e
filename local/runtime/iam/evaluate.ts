import { areMet, type RequestContext } from './condition-operators.ts';
import { matchesWildcard } from './patterns.ts';
import type { Policy, Statement } from './policy-document.ts';

/** Who makes a call: a role, or a service on its own behalf. */
export type Caller =
  | { readonly is: 'role'; readonly arn: string; readonly account: string }
  | { readonly is: 'service'; readonly name: string };

export interface Call {
  readonly caller: Caller;
  /** `service:Action`. */
  readonly action: string;
  /** ARN, or `*` for an action that has no resource. */
  readonly resource: string;
  /** Values of condition keys, the keys in lower case. */
  readonly context: RequestContext;
}

export interface Policies {
  /** Those of the role. A service has none. */
  readonly identity: readonly Policy[];
  /** Those of the resource. */
  readonly resource: readonly Policy[];
  /** Whether the resource decides alone who may use it, as a key or the trust of a role does. */
  readonly resourceDecides: boolean;
}

export type Decision = { readonly allowed: true } | { readonly allowed: false; readonly reason: string };

const refused = (reason: string): Decision => ({ allowed: false, reason });

/** How a statement names the caller: `directly`, by the account (which leaves it to the role), or not at all. */
type Naming = 'directly' | 'account' | 'not';

const naming = ({ Principal, Effect }: Statement, caller: Caller): Naming => {
  if (Principal === undefined) return 'directly'; // a policy of the role itself
  const isAnybody = Principal.AWS.includes('*');
  if (caller.is === 'service') {
    // Whether everybody includes services is documented for denials only.
    return Principal.Service.includes(caller.name) || (isAnybody && Effect === 'Deny') ? 'directly' : 'not';
  }
  if (isAnybody || Principal.AWS.includes(caller.arn)) return 'directly';
  const accounts = [caller.account, `arn:aws:iam::${caller.account}:root`];
  return Principal.AWS.some((one) => accounts.includes(one)) ? 'account' : 'not';
};

/** A statement without resources, as in the trust of a role, is about the resource that has the policy. */
const concerns = ({ Action, Resource = ['*'] }: Statement, { action, resource }: Call): boolean =>
  Action.some((pattern) => matchesWildcard(pattern.toLowerCase(), action.toLowerCase())) &&
  Resource.some((pattern) => matchesWildcard(pattern, resource));

const sidOf = (policy: Policy, { Sid }: Statement): string =>
  Sid === undefined ? policy.name : `${policy.name} (${Sid})`;

/** The first reason for which a policy refuses the call explicitly, or cannot be evaluated. */
const denial = (policies: readonly Policy[], call: Call): string | undefined => {
  for (const policy of policies) {
    if (policy.unreadable !== undefined) return policy.unreadable;
    for (const statement of policy.statements) {
      if (statement.Effect !== 'Deny' || naming(statement, call.caller) === 'not' || !concerns(statement, call))
        continue;
      const met = areMet(statement.Condition, call.context);
      if (typeof met === 'object')
        return `${sidOf(policy, statement)} denies it under a condition with ${met.unknown}, which is not known here`;
      if (met) return `${sidOf(policy, statement)} denies it`;
    }
  }
  return undefined;
};

interface Grant {
  readonly by: Naming;
  /** Why the closest statement does not allow the call. */
  readonly nearMiss?: string;
}

/** The strongest naming among the statements that allow the call. */
const grant = (policies: readonly Policy[], call: Call): Grant => {
  let best: Grant = { by: 'not' };
  for (const policy of policies) {
    for (const statement of policy.statements) {
      const by = naming(statement, call.caller);
      if (statement.Effect !== 'Allow' || by === 'not' || !concerns(statement, call)) continue;
      const met = areMet(statement.Condition, call.context);
      if (met === true && (by === 'directly' || best.by === 'not')) best = { by };
      if (met !== true && best.by === 'not') {
        const what =
          met === false ? 'a condition that is not met' : `a condition with ${met.unknown}, which is not known here`;
        best = { by: 'not', nearMiss: `${sidOf(policy, statement)} has ${what}` };
      }
      if (best.by === 'directly') return best;
    }
  }
  return best;
};

/**
 * Decides a call within one account, by deny: what no policy allows is refused, and so is what this evaluation does not
 * know, be it an element of a policy, an operator, a condition key or a policy variable.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export const decide = (call: Call, policies: Policies): Decision => {
  const denied = denial([...policies.identity, ...policies.resource], call);
  if (denied !== undefined) return refused(denied);
  const byResource = grant(policies.resource, call);
  if (byResource.by === 'directly') return { allowed: true };
  const missing = (place: string, { nearMiss }: Grant): Decision =>
    refused(nearMiss ?? `no statement of ${place} allows ${call.action}`);
  if (call.caller.is === 'service') return missing('the policy of the resource', byResource);
  if (policies.resourceDecides && byResource.by !== 'account') return missing('the policy of the resource', byResource);
  const byIdentity = grant(policies.identity, call);
  return byIdentity.by === 'not' ? missing('the role', byIdentity) : { allowed: true };
};
