import type { z } from 'zod';
import type { MemberId, MspId } from '#shared/kernel/ids.ts';
import type { Role } from '#shared/kernel/scope.ts';
import type { contract } from './contract.ts';

export interface Deps {
  readonly foundMsp: (words: {
    readonly name: string;
    readonly people: readonly { readonly email: string; readonly role: Role }[];
  }) => Promise<{
    readonly msp: { readonly mspId: MspId };
    readonly members: readonly { readonly memberId: MemberId }[];
  }>;
  /** Makes the person known where people sign in. */
  readonly inviteToSignIn: (email: string) => Promise<void>;
  /** The first row of the MSP's audit log. */
  readonly auditCreation: (mspId: MspId) => Promise<void>;
}

/**
 * The people are invited, not members yet: who first signs in with a verified address of theirs is. They are made known where they sign in before the MSP is there:
 * that may be done again when it fails, and a second MSP is nothing that anybody asked for.
 */
export const createMsp = async (
  { name, members: people }: z.output<typeof contract.input>,
  { foundMsp, auditCreation, inviteToSignIn }: Deps,
): Promise<z.input<typeof contract.output>> => {
  for (const { email } of people) await inviteToSignIn(email);
  const { msp, members } = await foundMsp({ name, people });
  await auditCreation(msp.mspId);
  return { mspId: msp.mspId, memberIds: members.map(({ memberId }) => memberId) };
};
