import type { z } from 'zod';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

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
