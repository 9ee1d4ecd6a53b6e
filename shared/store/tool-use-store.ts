import { Entity } from 'electrodb';
import { z } from 'zod';
import { CalendarDate } from '#shared/kernel/clock.ts';
import { MemberId, MspId } from '#shared/kernel/ids.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import { attributesOf, consistent, databaseCall, entityConfig, entityModel, pk, sk } from './electrodb.ts';
import type { Table } from './table.ts';

export const shapeVersion = 1;

const keptSeconds = 2 * 24 * 3600;

/** That a member used a tool on a day, so that the audit log says it once. */
export const ToolUse = z.object({
  mspId: MspId,
  memberId: MemberId,
  tool: z.string().min(1),
  lastUsedOn: CalendarDate,
  expiresAtSeconds: z.number().int(),
});
export type ToolUse = z.output<typeof ToolUse>;

const entity = (table: Table) =>
  new Entity(
    {
      model: entityModel('toolUse'),
      attributes: attributesOf(ToolUse, shapeVersion, ['mspId', 'memberId', 'tool']),
      indexes: {
        record: {
          pk: pk(['mspId'], 'MSP#${mspId}'),
          sk: sk(['memberId', 'tool'], 'TOOLUSE#${memberId}#${tool}'),
        },
      },
    },
    entityConfig(table),
  );

export interface ToolUses {
  /** Whether the use of the tool on this day, in UTC, is in the audit log. */
  isRecorded(caller: MemberScope, tool: string, on: string): Promise<boolean>;

  /** Remembers that it is. */
  record(caller: MemberScope, tool: string, on: string): Promise<void>;
}

export const toolUses = (table: Table): ToolUses => {
  const records = entity(table);
  return {
    async isRecorded({ mspId, memberId }, tool, on) {
      const { data } = await databaseCall(() => records.get({ mspId, memberId, tool }).go(consistent));
      return data !== null && ToolUse.parse(data).lastUsedOn === on;
    },
    async record({ mspId, memberId }, tool, lastUsedOn) {
      const expiresAtSeconds = Math.floor(table.clock.now().getTime() / 1000) + keptSeconds;
      await databaseCall(() => records.put({ mspId, memberId, tool, lastUsedOn, expiresAtSeconds }).go());
    },
  };
};
