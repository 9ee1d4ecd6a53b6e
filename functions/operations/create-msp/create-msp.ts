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
  /** The first row of the MSP's audit log. */
  readonly noteFounding: (mspId: MspId) => Promise<void>;
}

/** The people are invited, not members yet: who first signs in with a verified address of theirs is. */
export const createMsp = async (
  { name, members: people }: z.output<typeof contract.input>,
  { foundMsp, noteFounding }: Deps,
): Promise<z.input<typeof contract.output>> => {
  const { msp, members } = await foundMsp({ name, people });
  await noteFounding(msp.mspId);
  return { mspId: msp.mspId, memberIds: members.map(({ memberId }) => memberId) };
};
