import { addDays, epochSeconds, instantOf } from '#shared/kernel/clock.ts';
import { AppError } from '#shared/kernel/errors.ts';
import { MemberId } from '#shared/kernel/ids.ts';
import { retryOnConflict } from '#shared/kernel/retry-on-conflict.ts';
import type { MspScope, Role } from '#shared/kernel/scope.ts';
import { codeHash, emailHash, identityHash } from './directory-identities.ts';
import { consistent, databaseCall } from './electrodb.ts';
import type { Member } from './member-record.ts';
import type { MembershipReads } from './membership-reads.ts';
import {
  adminsPatch,
  commit,
  inviteWrites,
  type MembershipService,
  memberConflict,
  memberPatch,
} from './membership-transaction.ts';
import type { Table } from './table.ts';

/** The record of an invited person, who has not signed in yet. `email` is normalized. */
export const invitedMember = (
  { newId, clock }: Pick<Table, 'newId' | 'clock'>,
  { mspId }: Pick<MspScope, 'mspId'>,
  person: { readonly email: string; readonly role: Role; readonly memberId?: MemberId | undefined },
): Member => ({
  mspId,
  memberId: person.memberId ?? MemberId.parse(newId('mem')),
  email: person.email,
  role: person.role,
  state: 'invited',
  invitedAt: instantOf(clock.now()),
  joinedAt: null,
  identityHash: null,
  codeHash: null,
  revision: 1,
});

/** An unused code expires after this many days. */
const codeDays = 7;

/** Invites people and binds them to their memberships. */
export interface MembershipInvitations {
  /** Throws `MemberTaken` where a member has the address already. */
  invite(
    scope: MspScope,
    person: { readonly email: string; readonly role: Role; readonly memberId?: MemberId | undefined },
  ): Promise<Member>;

  /**
   * Binds a person to their membership, once. Returns `taken` where the membership or the person is bound already.
   */
  bind(scope: MspScope, memberId: MemberId, who: { issuer: string; subject: string }): Promise<Member | 'taken'>;

  /**
   * Issues a code that binds the first person who enters it; an earlier code stops working. Only the hash is stored.
   * Throws `RecordChanged` where the person has signed in.
   */
  issueCode(
    scope: MspScope,
    memberId: MemberId,
    code: string,
  ): Promise<{ readonly email: string; readonly expiresAt: string }>;
}

export const membershipInvitations = (
  table: Pick<Table, 'newId' | 'clock'>,
  service: MembershipService,
  { find, existing, mspOf }: MembershipReads,
): MembershipInvitations => ({
  async invite(scope, person) {
    const record = invitedMember(table, scope, person);
    if (await commit(service.transaction.write((batch) => inviteWrites(batch, record)))) return record;
    throw new AppError('MemberTaken', 'a member with this address is there already', {
      pointers: [{ in: 'body', pointer: '/email', detail: 'this address is a member’s already' }],
    });
  },

  async bind(scope, memberId, who) {
    const hash = identityHash(who.issuer, who.subject);
    return retryOnConflict(async () => {
      const [before, msp] = [await find(scope, memberId), await mspOf(scope)];
      if (before?.state !== 'invited') return 'taken';
      const now = instantOf(table.clock.now());
      const changed = { state: 'active', joinedAt: now, identityHash: hash, codeHash: null } as const;
      const { mspId, codeHash: code } = before;
      const isCommitted = await commit(
        service.transaction.write((batch) => [
          memberPatch(batch, before, changed),
          batch.identity.create({ hash, kind: 'bound', mspId, memberId, since: now }).commit(),
          batch.invitation.delete({ hash: emailHash(before.email), mspId }).commit(),
          ...(code === null ? [] : [batch.identity.delete({ hash: code, kind: 'code' }).commit()]),
          ...(before.role === 'admin' ? [adminsPatch(batch, msp, [...msp.activeAdminIds, memberId])] : []),
        ]),
      );
      if (isCommitted) return { ...before, ...changed, revision: before.revision + 1 };
      const { data } = await databaseCall(() => service.entities.identity.get({ hash, kind: 'bound' }).go(consistent));
      if (data === null) throw memberConflict();
      return 'taken';
    });
  },

  async issueCode(scope, memberId, code) {
    const expires = addDays(table.clock.now(), codeDays);
    const issued = await retryOnConflict(async () => {
      const before = await existing(scope, memberId);
      if (before.state !== 'invited') return undefined;
      const { mspId, codeHash: earlier } = before;
      const item = {
        hash: codeHash(code),
        kind: 'code',
        mspId,
        memberId,
        since: instantOf(table.clock.now()),
      } as const;
      const isCommitted = await commit(
        service.transaction.write((batch) => [
          memberPatch(batch, before, { codeHash: item.hash }),
          batch.identity.create({ ...item, expiresAtSeconds: epochSeconds(expires) }).commit(),
          ...(earlier === null ? [] : [batch.identity.delete({ hash: earlier, kind: 'code' }).commit()]),
        ]),
      );
      if (!isCommitted) throw memberConflict();
      return { email: before.email, expiresAt: instantOf(expires) };
    });
    if (issued === undefined) throw new AppError('RecordChanged', 'the person has signed in already');
    return issued;
  },
});
