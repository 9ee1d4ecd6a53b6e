import type { UserPool } from '#shared/aws/user-pool.ts';
import type { DirectoryIdentities } from '#shared/store/directory-identities.ts';
import type { Member } from '#shared/store/member-record.ts';
import type { RemovedCounts } from '#shared/store/msp-removal-store.ts';

interface SignInPorts {
  readonly directory: Pick<DirectoryIdentities, 'byEmail'>;
  readonly userPool: Pick<UserPool, 'remove'>;
  /** Whether the stage manages the accounts of its users. */
  readonly managesAccounts: boolean;
}

/** Deletes the account of a member unless an MSP that stays has invited the same address. */
export const removeSignIn = async (
  { mspId, email, state }: Member,
  { directory, userPool, managesAccounts }: SignInPorts,
): Promise<RemovedCounts> => {
  const invited = await directory.byEmail(email);
  // An active member is bound to this MSP alone.
  if (state !== 'active' || invited.some(({ scope }) => scope.mspId !== mspId)) return {};
  await userPool.remove(email);
  return managesAccounts ? { signIn: 1 } : {};
};
