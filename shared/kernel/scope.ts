import type { MemberId, MspId, TenantId } from './ids.ts';

declare const opened: unique symbol;

/**
 * Permission to work on the records of one MSP. Every store function takes a scope, so code that does not say whose
 * data it reads does not compile. Only `shared/access/open-scope.ts` creates scopes: for the authorizer, the parser of
 * state machine input and the operator's functions. An import rule enforces that.
 */
export interface MspScope {
  readonly mspId: MspId;
  readonly [opened]: 'msp' | 'tenant' | 'member';
}

/** Permission to work on one tenant of one MSP. */
export interface TenantScope extends MspScope {
  readonly tenantId: TenantId;
  readonly [opened]: 'tenant';
}

export type Role = 'admin' | 'member' | 'viewer';

/** The caller, as the membership record describes them. The role never comes from a token. */
export interface MemberScope extends MspScope {
  readonly memberId: MemberId;
  readonly role: Role;
  /** Lower case. The participant rule identifies this person by it. */
  readonly email: string;
  /** The abilities that an access token is limited to, among those of the role; undefined where a person calls. */
  readonly scopes?: readonly string[] | undefined;
  readonly [opened]: 'member';
}
