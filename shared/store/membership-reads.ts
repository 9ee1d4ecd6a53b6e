import { AppError } from '#shared/kernel/errors.ts';
import type { MemberId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import { consistent, databaseCall } from './electrodb.ts';
import type { Member } from './member-record.ts';
import { members } from './member-store.ts';
import type { MembershipService } from './membership-transaction.ts';
import { Msp } from './msp-store.ts';
import type { Table } from './table.ts';

/** What a change of a membership reads first. */
export interface MembershipReads {
  find(scope: MspScope, memberId: MemberId): Promise<Member | undefined>;

  /** Throws `NotFound` where there is no such member. */
  existing(scope: MspScope, memberId: MemberId): Promise<Member>;

  /** The MSP with its list of active admins. */
  mspOf(scope: MspScope): Promise<Msp>;
}

export const membershipReads = (table: Table, service: MembershipService): MembershipReads => {
  const find = members(table).get;
  return {
    find,

    async existing(scope, memberId) {
      const record = await find(scope, memberId);
      if (record === undefined) throw new AppError('NotFound', 'there is no such member');
      return record;
    },

    async mspOf({ mspId }) {
      const { data } = await databaseCall(() => service.entities.msp.get({ mspId }).go(consistent));
      return Msp.parse(data);
    },
  };
};
