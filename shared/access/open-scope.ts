import type { MspId, TenantId } from '#shared/kernel/ids.ts';
import type { MemberScope, MspScope, TenantScope } from '#shared/kernel/scope.ts';

/** For the operator's functions and the directories, which work on an MSP without a caller. */
// The brand exists only in the types. These three casts are the only places that create a scope.
export const openMspScope = (mspId: MspId): MspScope => ({ mspId }) as MspScope;

/** For tasks of a state machine, whose contract has parsed the input. */
export const openTenantScope = (mspId: MspId, tenantId: TenantId): TenantScope => ({ mspId, tenantId }) as TenantScope;

/** For an API request, from the membership record that the authorizer has read. */
export const openMemberScope = ({
  mspId,
  memberId,
  role,
  email,
  scopes,
}: Pick<MemberScope, 'mspId' | 'memberId' | 'role' | 'email' | 'scopes'>): MemberScope =>
  ({ mspId, memberId, role, email, ...(scopes === undefined ? {} : { scopes }) }) as MemberScope;
