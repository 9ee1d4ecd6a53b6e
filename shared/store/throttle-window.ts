import { Entity } from 'electrodb';
import { z } from 'zod';
import { epochSeconds, Instant, instantOf } from '#shared/kernel/clock.ts';
import { isAppError } from '#shared/kernel/errors.ts';
import { type MailboxId, MspId, TenantId } from '#shared/kernel/ids.ts';
import type { TenantScope } from '#shared/kernel/scope.ts';
import { attributesOf, config, everything, model, pk, sk, stored } from './electro.ts';
import type { Table } from './table.ts';

export const shapeVersion = 1;

/** Microsoft asked us to wait: until then nobody sends anything of this tenant to this bucket. */
export const ThrottleWindow = z.object({
  mspId: MspId,
  tenantId: TenantId,
  /** A throttle domain; for Outlook, one mailbox of it. */
  bucket: z.string().min(1),
  untilAt: Instant,
  expiresAtSeconds: z.int(),
});

/** Which windows a surface, or one mailbox of it, must heed. */
export const bucketOf = (throttleDomain: string, mailboxId?: MailboxId): string =>
  mailboxId === undefined ? throttleDomain : `${throttleDomain}#${mailboxId}`;

const windowEntity = (table: Table) =>
  new Entity(
    {
      model: model('throttle-window'),
      attributes: {
        ...attributesOf(ThrottleWindow, shapeVersion, ['mspId', 'tenantId', 'bucket']),
        untilAt: { type: 'string' },
      },
      indexes: {
        record: {
          pk: pk(['mspId', 'tenantId'], 'MSP#${mspId}#TENANT#${tenantId}'),
          sk: sk(['bucket'], 'THROTTLE#${bucket}'),
        },
      },
    },
    config(table),
  );

export const throttleWindows = (table: Table) => {
  const entity = windowEntity(table);
  return {
    /** Until when nothing may be sent, by bucket; windows that are over are left out. */
    async ofTenant({ mspId, tenantId }: TenantScope): Promise<ReadonlyMap<string, Date>> {
      const { data } = await stored(() => entity.query.record({ mspId, tenantId }).go(everything));
      const now = table.clock.now();
      const windows = data.map((item) => ThrottleWindow.parse(item));
      return new Map(
        windows.flatMap(({ bucket, untilAt }) => (new Date(untilAt) > now ? [[bucket, new Date(untilAt)]] : [])),
      );
    },

    /** Opens a window, or makes it longer; never shorter. */
    async open({ mspId, tenantId }: TenantScope, bucket: string, until: Date): Promise<void> {
      const window = { mspId, tenantId, bucket, untilAt: instantOf(until), expiresAtSeconds: epochSeconds(until) };
      try {
        await stored(() =>
          entity
            .put(window)
            .where(({ untilAt }, { notExists, lt }) => `${notExists(untilAt)} OR ${lt(untilAt, window.untilAt)}`)
            .go(),
        );
      } catch (error) {
        if (!isAppError(error, 'RecordChanged')) throw error; // a longer one stands already
      }
    },
  };
};
