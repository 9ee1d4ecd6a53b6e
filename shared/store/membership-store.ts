import { addDays, epochSeconds, instantOf } from '#shared/kernel/clock.ts';
import { AppError } from '#shared/kernel/errors.ts';
import { MemberId } from '#shared/kernel/ids.ts';
import { retryOnConflict } from '#shared/kernel/retry-on-conflict.ts';
import type { MspScope, Role } from '#shared/kernel/scope.ts';
import { codeHash, emailHash, identityHash } from './directory-identities.ts';
import { consistent, databaseCall } from './electrodb.ts';
import type { Member } from './member-record.ts';
import { members } from './member-store.ts';
import {
  adminsPatch,
  commit,
  inviteWrites,
  memberConflict,
  memberPatch,
  membershipService,
  withoutAdmin,
} from './membership-changes.ts';
import { Msp } from './msp-store.ts';
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

/** Changes memberships: invitations, first sign-in, roles and removal. */
export interface Memberships {
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

  /** Throws `LastAdmin` where no other active admin would remain, also when two admins are demoted at once. */
  changeRole(scope: MspScope, memberId: MemberId, role: Role): Promise<Member>;

  /** Removes a member, who has no access from the next request on and may be invited again. */
  remove(scope: MspScope, memberId: MemberId): Promise<Member>;
}

export const memberships = (table: Table): Memberships => {
  const service = membershipService(table);
  const people = members(table);

  const existing = async (scope: MspScope, memberId: MemberId): Promise<Member> => {
    const record = await people.get(scope, memberId);
    if (record === undefined) throw new AppError('NotFound', 'there is no such member');
    return record;
  };
  const mspOf = async ({ mspId }: MspScope): Promise<Msp> => {
    const { data } = await databaseCall(() => service.entities.msp.get({ mspId }).go(consistent));
    return Msp.parse(data);
  };
  const isActiveAdmin = ({ role, state }: Member): boolean => role === 'admin' && state === 'active';

  return {
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
        const [before, msp] = [await people.get(scope, memberId), await mspOf(scope)];
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
        const { data } = await databaseCall(() =>
          service.entities.identity.get({ hash, kind: 'bound' }).go(consistent),
        );
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

    async changeRole(scope, memberId, role) {
      return retryOnConflict(async () => {
        const [before, msp] = [await existing(scope, memberId), await mspOf(scope)];
        if (before.role === role) return before;
        const admins = isActiveAdmin(before)
          ? withoutAdmin(msp, memberId)
          : isActiveAdmin({ ...before, role })
            ? [...msp.activeAdminIds, memberId]
            : undefined;
        const isCommitted = await commit(
          service.transaction.write((batch) => [
            memberPatch(batch, before, { role }),
            ...(admins === undefined ? [] : [adminsPatch(batch, msp, admins)]),
          ]),
        );
        if (!isCommitted) throw memberConflict();
        return { ...before, role, revision: before.revision + 1 };
      });
    },

    async remove(scope, memberId) {
      return retryOnConflict(async () => {
        const [before, msp] = [await existing(scope, memberId), await mspOf(scope)];
        const admins = isActiveAdmin(before) ? withoutAdmin(msp, memberId) : undefined;
        const { mspId, email, identityHash: bound, codeHash: code, revision } = before;
        const isCommitted = await commit(
          service.transaction.write((batch) => [
            batch.member
              .delete({ mspId, memberId })
              .where((attribute, { eq }) => eq(attribute.revision, revision))
              .commit(),
            batch.email.delete({ mspId, email }).commit(),
            batch.invitation.delete({ hash: emailHash(email), mspId }).commit(),
            ...(bound === null ? [] : [batch.identity.delete({ hash: bound, kind: 'bound' }).commit()]),
            ...(code === null ? [] : [batch.identity.delete({ hash: code, kind: 'code' }).commit()]),
            ...(admins === undefined ? [] : [adminsPatch(batch, msp, admins)]),
          ]),
        );
        if (!isCommitted) throw memberConflict();
        return before;
      });
    },
  };
};
