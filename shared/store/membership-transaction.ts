import { Service } from 'electrodb';
import { AppError } from '#shared/kernel/errors.ts';
import type { MemberId } from '#shared/kernel/ids.ts';
import { emailHash, identityEntity, invitationEntity } from './directory-identities.ts';
import { databaseCall, entityConfig } from './electrodb.ts';
import { type Member, memberEmailEntity, memberEntity } from './member-record.ts';
import { type Msp, mspEntity } from './msp-store.ts';
import type { Table } from './table.ts';

const entities = (table: Table) => ({
  msp: mspEntity(table),
  member: memberEntity(table),
  email: memberEmailEntity(table),
  invitation: invitationEntity(table),
  identity: identityEntity(table),
});

/** Every entity that a change of a membership writes, for one transaction. */
export const membershipService = (table: Table) => new Service(entities(table), entityConfig(table));
export type MembershipService = ReturnType<typeof membershipService>;

type Batch = Parameters<Parameters<MembershipService['transaction']['write']>[0]>[0];

/**
 * The three items of an invitation: the member, the claim on the address, and the directory entry that is looked up at
 * sign-in.
 */
export const inviteWrites = (
  { member, email, invitation }: Pick<Batch, 'member' | 'email' | 'invitation'>,
  record: Member,
) => [
  member.create(record).commit(),
  email.create({ mspId: record.mspId, email: record.email, memberId: record.memberId }).commit(),
  invitation.upsert(invitationOf(record)).commit(),
];

const invitationOf = ({ email, mspId, memberId, invitedAt }: Member) => ({
  hash: emailHash(email),
  kind: 'invited' as const,
  mspId,
  memberId,
  since: invitedAt,
});

/** Changes a member that was read as `before`. */
export const memberPatch = ({ member }: Batch, before: Member, changed: Partial<Member>) =>
  member
    .patch({ mspId: before.mspId, memberId: before.memberId })
    .set({ ...changed, revision: before.revision + 1 })
    .where(({ revision }, { eq }) => eq(revision, before.revision))
    .commit();

/** Changes the MSP's list of admins. The last admin cannot be removed from it. */
export const adminsPatch = ({ msp }: Batch, before: Msp, activeAdminIds: readonly MemberId[]) =>
  msp
    .patch({ mspId: before.mspId })
    .set({ activeAdminIds: [...activeAdminIds], revision: before.revision + 1 })
    .where(({ revision }, { eq }) => eq(revision, before.revision))
    .commit();

export const withoutAdmin = ({ activeAdminIds }: Msp, memberId: MemberId): MemberId[] => {
  const others = activeAdminIds.filter((id) => id !== memberId);
  if (others.length === 0) throw new AppError('LastAdmin', 'nobody else who has signed in is an admin');
  return others;
};

/** Another writer changed a member or the list of admins first: the attempt is repeated. */
export const memberConflict = (): AppError =>
  new AppError('RecordChanged', 'the members were changed by somebody else at the same time');

/** Runs a transaction; whether it was committed. */
export const commit = async (transaction: { go(): Promise<{ readonly canceled: boolean }> }): Promise<boolean> =>
  !(await databaseCall(() => transaction.go())).canceled;
