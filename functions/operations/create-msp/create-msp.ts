import type { z } from 'zod';
import type { MemberId, MspId } from '#shared/kernel/ids.ts';
import type { Role } from '#shared/kernel/scope.ts';
import type { contract } from './contract.ts';

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

/**
 * Invites the people; each becomes a member at the first sign-in with the verified address. Their sign-in accounts are
 * created before the MSP, because that step can be repeated, while repeating the creation would make a second MSP.
 */
export const createMsp = async (
  { name, members: people }: z.output<typeof contract.input>,
  { createMspWithMembers, auditCreation, inviteToSignIn }: Deps,
): Promise<z.input<typeof contract.output>> => {
  for (const { email } of people) await inviteToSignIn(email);
  const { msp, members } = await createMspWithMembers({ name, people });
  await auditCreation(msp.mspId);
  return { mspId: msp.mspId, memberIds: members.map(({ memberId }) => memberId) };
};
