import { Entity } from 'electrodb';
import { z } from 'zod';
import { type MailboxId, MspId, TenantId } from '#shared/kernel/ids.ts';
import { initialReadState, ReadState } from '#shared/kernel/read-state.ts';
import type { ReadTarget } from '#shared/kernel/run.ts';
import type { MspScope, TenantScope } from '#shared/kernel/scope.ts';
import type { SurfaceState } from '#shared/kernel/surface-state.ts';
import { allPages, attributesOf, databaseCall, entityConfig, entityModel, pk, sk } from './electrodb.ts';
import { rollUpMailboxes } from './surface-state-roll-up.ts';
import type { Table } from './table.ts';
import type { TransactionWrite } from './transaction-writes.ts';

/** Version 3 adds the checkpoint of an interrupted sync, version 4 the version of its facts. */
export const shapeVersion = 7;

export const StoredSurfaceState = z.object({
  mspId: MspId,
  tenantId: TenantId,
  surfaceId: z.string().min(1),
  /** `-` where the surface is not read mailbox by mailbox. */
  mailboxId: z.string().min(1),
  /** The fence of the run that last wrote or claimed the record. An older run is refused. */
  fence: z.int().nonnegative(),
  readState: ReadState.default(initialReadState),
});

const noMailbox = '-';
export const surfaceStateEntity = (table: Table) =>
  new Entity(
    {
      model: entityModel('surface-state'),
      attributes: {
        ...attributesOf(StoredSurfaceState, shapeVersion, ['mspId', 'tenantId', 'surfaceId', 'mailboxId']),
        fence: { type: 'number' },
      },
      indexes: {
        record: {
          pk: pk(['mspId', 'tenantId'], 'MSP#${mspId}#TENANT#${tenantId}'),
          sk: sk(['surfaceId', 'mailboxId'], 'SURFACE#${surfaceId}#${mailboxId}'),
        },
      },
    },
    entityConfig(table),
  );

const keyOf = ({ mspId, tenantId }: TenantScope, { surfaceId, mailboxId }: ReadTarget) => ({
  mspId,
  tenantId,
  surfaceId,
  mailboxId: mailboxId ?? noMailbox,
});

/** The states of a tenant's surfaces. */
export interface SurfaceStates {
  /** The state of each surface. A surface that is read mailbox by mailbox combines the states of its mailboxes. */
  ofTenant(scope: TenantScope): Promise<Readonly<Record<string, SurfaceState>>>;

  /** The state of each read target, for planning a run. */
  readStates(scope: TenantScope): Promise<ReadonlyArray<{ target: ReadTarget } & ReadState>>;

  ofTarget(scope: TenantScope, target: ReadTarget): Promise<ReadState>;

  /** Throws `Fenced` where a newer run has written or claimed the record. */
  record(scope: TenantScope, target: ReadTarget, state: ReadState, fence: number): Promise<void>;

  /**
   * Claims the record for a run: from now on the writes of older runs are refused. Throws `Fenced` where this run is
   * the older one.
   */
  claim(scope: TenantScope, target: ReadTarget, fence: number): Promise<void>;

  /** The condition for the writes of a run that claimed the record: no newer run has claimed it. */
  guard(scope: TenantScope, target: ReadTarget, fence: number): TransactionWrite;

  /** Deletes the state of a mailbox that is no longer on the allow-list. */
  deleteMailboxState(
    scope: MspScope,
    tenantId: TenantId,
    target: { readonly surfaceId: string; readonly mailboxId: MailboxId },
  ): Promise<void>;
}

export const surfaceStates = (table: Table): SurfaceStates => {
  const entity = surfaceStateEntity(table);

  const storedStates = async ({ mspId, tenantId }: TenantScope) => {
    const { data } = await databaseCall(() => entity.query.record({ mspId, tenantId }).go(allPages));
    return data.map((item) => StoredSurfaceState.parse(item));
  };

  return {
    async ofTenant(scope) {
      const bySurface = Map.groupBy(await storedStates(scope), ({ surfaceId }) => surfaceId);
      return Object.fromEntries(
        [...bySurface].map(([surfaceId, each]) => [
          surfaceId,
          rollUpMailboxes(each.map(({ readState }) => readState.state)),
        ]),
      );
    },

    async readStates(scope) {
      return (await storedStates(scope)).map(({ surfaceId, mailboxId, readState }) => ({
        // It was a mailbox id when it was recorded.
        target: mailboxId === noMailbox ? { surfaceId } : { surfaceId, mailboxId: mailboxId as MailboxId },
        ...readState,
      }));
    },

    async ofTarget(scope, target) {
      const { data } = await databaseCall(() => entity.get(keyOf(scope, target)).go({ consistent: true }));
      return data === null ? initialReadState : StoredSurfaceState.parse(data).readState;
    },

    record: (scope, target, state, fence) =>
      databaseCall(async () => {
        await entity
          .update(keyOf(scope, target))
          .set({ readState: ReadState.parse(state), fence })
          .where((attribute, { notExists, lte }) => `${notExists(attribute.fence)} OR ${lte(attribute.fence, fence)}`)
          .go();
      }, 'Fenced'),

    claim: (scope, target, fence) =>
      databaseCall(async () => {
        await entity
          .update(keyOf(scope, target))
          .set({ fence })
          .where((attribute, { notExists, lte }) => `${notExists(attribute.fence)} OR ${lte(attribute.fence, fence)}`)
          .go();
      }, 'Fenced'),

    guard(scope, target, fence) {
      const condition = entity
        .delete(keyOf(scope, target))
        .where((attribute, { eq }) => eq(attribute.fence, fence))
        .params();
      // A condition check has the key and the condition of this deletion.
      return { ConditionCheck: condition as TransactionWrite['ConditionCheck'] };
    },

    deleteMailboxState: async ({ mspId }, tenantId, { surfaceId, mailboxId }) => {
      await databaseCall(() => entity.delete({ mspId, tenantId, surfaceId, mailboxId }).go());
    },
  };
};
