import type { MspId, TenantId } from '#shared/kernel/ids.ts';
import type { MemberScope, MspScope, TenantScope } from '#shared/kernel/scope.ts';

/** For the operator's functions and directories, which work on an MSP without a person. */
// The brand exists in the types alone: these three casts are the only places where a scope comes into being.
export const openMspScope = (mspId: MspId): MspScope => ({ mspId }) as MspScope;

/** For tasks of a state machine, from an input that its contract has parsed. */
export const openTenantScope = (mspId: MspId, tenantId: TenantId): TenantScope => ({ mspId, tenantId }) as TenantScope;

/** For a request, from the membership record that the authorizer has read. */
export const openMemberScope = ({
  mspId,
  memberId,
  role,
  email,
  scopes,
}: Pick<MemberScope, 'mspId' | 'memberId' | 'role' | 'email' | 'scopes'>): MemberScope =>
  ({ mspId, memberId, role, email, ...(scopes === undefined ? {} : { scopes }) }) as MemberScope;
