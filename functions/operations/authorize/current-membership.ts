import type { MemberId, MspId } from '#shared/kernel/ids.ts';
import type { Role } from '#shared/kernel/scope.ts';

/** The membership record as it is now. */
export interface CurrentMembership {
  readonly mspId: MspId;
  readonly memberId: MemberId;
  readonly role: Role;
  readonly email: string;
}
