import type { MemberId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import { allPages, consistent, databaseCall } from './electrodb.ts';
import { Member, memberEntity } from './member-record.ts';
import type { Table } from './table.ts';

/** The members of an MSP. `membership-store.ts` changes them. */
export const members = (table: Table) => {
  const records = memberEntity(table);
  return {
    async get({ mspId }: MspScope, memberId: MemberId): Promise<Member | undefined> {
      const { data } = await databaseCall(() => records.get({ mspId, memberId }).go(consistent));
      return data === null ? undefined : Member.parse(data);
    },

    /** All members, in the order of their invitation. */
    async list({ mspId }: MspScope): Promise<readonly Member[]> {
      const { data } = await databaseCall(() => records.query.record({ mspId }).go(allPages));
      return data.map((item) => Member.parse(item));
    },
  };
};
