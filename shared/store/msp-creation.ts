import { Service } from 'electrodb';
import { instantOf } from '#shared/kernel/clock.ts';
import { AppError } from '#shared/kernel/errors.ts';
import { MspId } from '#shared/kernel/ids.ts';
import type { Role } from '#shared/kernel/scope.ts';
import { invitationEntity } from './directory-identities.ts';
import { mspListingEntity } from './directory-msps.ts';
import { entityConfig } from './electrodb.ts';
import { type Member, memberEmailEntity, memberEntity } from './member-record.ts';
import { invitedMember } from './membership-invitations.ts';
import { commit, inviteWrites } from './membership-transaction.ts';
import { type Msp, mspEntity } from './msp-store.ts';
import type { Table } from './table.ts';

const entities = (table: Table) => ({
  msp: mspEntity(table),
  listing: mspListingEntity(table),
  member: memberEntity(table),
  email: memberEmailEntity(table),
  invitation: invitationEntity(table),
});

/** Creates an MSP and invites its first members in one transaction. They are bound when they first sign in. */
export type CreateMspWithMembers = (fields: {
  readonly name: string;
  readonly people: readonly { readonly email: string; readonly role: Role }[];
}) => Promise<{ msp: Msp; members: readonly Member[] }>;

export const createMspWithMembers =
  (table: Table): CreateMspWithMembers =>
  async (fields) => {
    const service = new Service(entities(table), entityConfig(table));
    const createdAt = instantOf(table.clock.now());
    const mspId = MspId.parse(table.newId('msp'));
    const msp: Msp = { mspId, name: fields.name, createdAt, activeAdminIds: [], revision: 1 };
    const members = fields.people.map((person) => invitedMember(table, { mspId }, person));
    const isCommitted = await commit(
      service.transaction.write((batch) => [
        batch.msp.create(msp).commit(),
        batch.listing.create({ mspId, createdAt }).commit(),
        ...members.flatMap((member) => inviteWrites(batch, member)),
      ]),
    );
    if (!isCommitted) throw new AppError('MemberTaken', 'two of the people have the same address');
    return { msp, members };
  };
