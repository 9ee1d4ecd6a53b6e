import type { MemberId, MspId, TenantId } from './ids.ts';

declare const opened: unique symbol;

/**
 * Leave to work on one MSP's records. Every store function takes one, and only `shared/access/open-scope.ts` makes them (for the authorizer, the
 * state machines' parser and the operator's functions; an import rule holds that), so forgetting whose data it is does not compile.
 */
export interface MspScope {
  readonly mspId: MspId;
  readonly [opened]: 'msp' | 'tenant' | 'member';
}

/** Leave to work on one tenant of one MSP. */
export interface TenantScope extends MspScope {
  readonly tenantId: TenantId;
  readonly [opened]: 'tenant';
}

export type Role = 'admin' | 'member' | 'viewer';

/** Who is calling, as the membership record says. A role never comes from a token. */
export interface MemberScope extends MspScope {
  readonly memberId: MemberId;
  readonly role: Role;
  /** Lower case; the address that the participant rule knows this person by. */
  readonly email: string;
  /** The abilities that a program's token is kept to, of those that the role has; undefined where a person calls. */
  readonly scopes?: readonly string[] | undefined;
  readonly [opened]: 'member';
}
