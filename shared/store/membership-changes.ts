import type { MemberId } from '#shared/kernel/ids.ts';
import { retryOnConflict } from '#shared/kernel/retry-on-conflict.ts';
import type { MspScope, Role } from '#shared/kernel/scope.ts';
import { emailHash } from './directory-identities.ts';
import type { Member } from './member-record.ts';
import type { MembershipReads } from './membership-reads.ts';
import {
  adminsPatch,
  commit,
  type MembershipService,
  memberConflict,
  memberPatch,
  withoutAdmin,
} from './membership-transaction.ts';

/** Changes the roles of members, and removes members. */
export interface MembershipChanges {
  /** Throws `LastAdmin` where no other active admin would remain, also when two admins are demoted at once. */
  changeRole(scope: MspScope, memberId: MemberId, role: Role): Promise<Member>;

  /** Removes a member, who has no access from the next request on and may be invited again. */
  remove(scope: MspScope, memberId: MemberId): Promise<Member>;
}

const isActiveAdmin = ({ role, state }: Member): boolean => role === 'admin' && state === 'active';

export const membershipChanges = (
  service: MembershipService,
  { existing, mspOf }: MembershipReads,
): MembershipChanges => ({
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
});
