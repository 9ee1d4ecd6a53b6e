import type { MemberId, MspId } from '#shared/kernel/ids.ts';
import type { Role } from '#shared/kernel/scope.ts';

export interface Deps {
  readonly createMspWithMembers: (fields: {
    readonly name: string;
    readonly people: readonly { readonly email: string; readonly role: Role }[];
  }) => Promise<{
    readonly msp: { readonly mspId: MspId };
    readonly members: readonly { readonly memberId: MemberId }[];
  }>;
  /** Creates the account with which the person signs in. */
  readonly inviteToSignIn: (email: string) => Promise<void>;
  /** Writes the first row of the audit log of the MSP. */
  readonly auditCreation: (mspId: MspId) => Promise<void>;
}
