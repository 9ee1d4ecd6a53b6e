import { Entity } from 'electrodb';
import { z } from 'zod';
import { epochSeconds, Instant, instantOf } from '#shared/kernel/clock.ts';
import { isAppError } from '#shared/kernel/errors.ts';
import { type MailboxId, MspId, TenantId } from '#shared/kernel/ids.ts';
import type { TenantScope } from '#shared/kernel/scope.ts';
import { allPages, attributesOf, consistent, databaseCall, entityConfig, entityModel, pk, sk } from './electrodb.ts';
import type { Table } from './table.ts';

export const shapeVersion = 1;

/** Microsoft asked us to wait: until this instant nothing of this tenant is sent to this bucket. */
export const ThrottleWindow = z.object({
  mspId: MspId,
  tenantId: TenantId,
  /** A throttle domain (for Outlook, one mailbox of it), or Entra's token endpoint. */
  bucket: z.string().min(1),
  untilAt: Instant,
  expiresAtSeconds: z.int(),
});

/** The bucket whose windows a surface, or one mailbox of it, must respect. */
export const bucketOf = (throttleDomain: string, mailboxId?: MailboxId): string =>
  mailboxId === undefined ? throttleDomain : `${throttleDomain}#${mailboxId}`;

/** The bucket of Entra's token endpoint. */
export const tokenEndpointBucket = 'token';

const windowEntity = (table: Table) =>
  new Entity(
    {
      model: entityModel('throttle-window'),
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
    entityConfig(table),
  );

export interface ThrottleWindows {
  /** Opens a window or extends it; never shortens it. */
  open(scope: TenantScope, bucket: string, until: Date): Promise<void>;

  /** The end of each open window, by bucket. */
  ofTenant(scope: TenantScope): Promise<ReadonlyMap<string, Date>>;

  /** The window of the token endpoint, which is checked before a token of the tenant is requested. */
  ofTokenEndpoint(scope: TenantScope): { until(): Promise<Date | undefined>; open: (until: Date) => Promise<void> };
}

export const throttleWindows = (table: Table): ThrottleWindows => {
  const entity = windowEntity(table);

  /** Opens a window or extends it; never shortens it. */
  const open = async ({ mspId, tenantId }: TenantScope, bucket: string, until: Date): Promise<void> => {
    const window = { mspId, tenantId, bucket, untilAt: instantOf(until), expiresAtSeconds: epochSeconds(until) };
    try {
      await databaseCall(() =>
        entity
          .put(window)
          .where(({ untilAt }, { notExists, lt }) => `${notExists(untilAt)} OR ${lt(untilAt, window.untilAt)}`)
          .go(),
      );
    } catch (error) {
      if (!isAppError(error, 'RecordChanged')) throw error; // a longer one stands already
    }
  };

  return {
    open,

    async ofTenant({ mspId, tenantId }) {
      const { data } = await databaseCall(() => entity.query.record({ mspId, tenantId }).go(allPages));
      const now = table.clock.now();
      const windows = data.map((item) => ThrottleWindow.parse(item));
      return new Map(
        windows.flatMap(({ bucket, untilAt }) => (new Date(untilAt) > now ? [[bucket, new Date(untilAt)]] : [])),
      );
    },

    ofTokenEndpoint: (scope) => ({
      async until(): Promise<Date | undefined> {
        const { mspId, tenantId } = scope;
        const { data } = await databaseCall(() =>
          entity.get({ mspId, tenantId, bucket: tokenEndpointBucket }).go(consistent),
        );
        const until = data === null ? undefined : new Date(ThrottleWindow.parse(data).untilAt);
        return until !== undefined && until > table.clock.now() ? until : undefined;
      },
      open: (until: Date): Promise<void> => open(scope, tokenEndpointBucket, until),
    }),
  };
};
