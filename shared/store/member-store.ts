import type { MemberId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import { allPages, consistent, databaseCall } from './electrodb.ts';
import { Member, memberEntity } from './member-record.ts';
import type { Table } from './table.ts';

/** The members of an MSP. `membership-store.ts` changes them. */
export interface Members {
  get(scope: MspScope, memberId: MemberId): Promise<Member | undefined>;

  /** All members, in the order of their invitation. */
  list(scope: MspScope): Promise<readonly Member[]>;
}

export const members = (table: Table): Members => {
  const records = memberEntity(table);
  return {
    async get({ mspId }, memberId) {
      const { data } = await databaseCall(() => records.get({ mspId, memberId }).go(consistent));
      return data === null ? undefined : Member.parse(data);
    },

    async list({ mspId }) {
      const { data } = await databaseCall(() => records.query.record({ mspId }).go(allPages));
      return data.map((item) => Member.parse(item));
    },
  };
};
