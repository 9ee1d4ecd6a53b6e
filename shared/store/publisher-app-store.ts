import { Entity, Service } from 'electrodb';
import { z } from 'zod';
import { Instant } from '#shared/kernel/clock.ts';
import { publisherAppCredential } from '#shared/kernel/credential-name.ts';
import { MspId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import { CredentialRecord } from './connection-record.ts';
import { expiryEntity, newExpiry } from './directory-expiry.ts';
import { attributesOf, consistent, databaseCall, entityConfig, entityModel, pk, sk } from './electrodb.ts';
import type { Table } from './table.ts';

export const shapeVersion = 1;

/**
 * The MSP's multi-tenant app. Its credential is stored only in Secrets Manager and serves every tenant that has
 * consented.
 */
export const PublisherApp = z.object({
  mspId: MspId,
  clientId: z.string().min(1),
  /**
   * A tenant accepted it before it was stored. Its expiry is the entered one.
   */
  credential: CredentialRecord.omit({ expirySource: true }),
  changedAt: Instant,
});
export type PublisherApp = z.output<typeof PublisherApp>;

const entityOf = (table: Table) =>
  new Entity(
    {
      model: entityModel('publisherApp'),
      attributes: attributesOf(PublisherApp, shapeVersion, ['mspId']),
      indexes: { record: { pk: pk(['mspId'], 'MSP#${mspId}'), sk: sk([], 'PUBLISHERAPP') } },
    },
    entityConfig(table),
  );

export interface PublisherApps {
  get(scope: MspScope): Promise<PublisherApp | undefined>;

  /** Stores the app and the directory entry of its credential's expiry in one transaction. */
  put(scope: MspScope, fields: Omit<PublisherApp, 'mspId'>): Promise<PublisherApp>;

  /** Removes both. */
  remove(scope: MspScope): Promise<void>;
}

export const publisherApps = (table: Table): PublisherApps => {
  const service = new Service({ app: entityOf(table), expiry: expiryEntity(table) }, entityConfig(table));
  const entity = service.entities.app;
  return {
    async get({ mspId }) {
      const { data } = await databaseCall(() => entity.get({ mspId }).go(consistent));
      return data === null ? undefined : PublisherApp.parse(data);
    },

    async put(scope, fields) {
      const app = PublisherApp.parse({ ...fields, mspId: scope.mspId });
      const expiry = { holder: publisherAppCredential, expiresOn: app.credential.expiresOn } as const;
      await databaseCall(() =>
        service.transaction
          .write((entities) => [
            entities.app.put(app).commit(),
            entities.expiry.put(newExpiry(table, scope, expiry)).commit(),
          ])
          .go(),
      );
      return app;
    },

    async remove({ mspId }) {
      await databaseCall(() =>
        service.transaction
          .write((entities) => [
            entities.app.delete({ mspId }).commit(),
            entities.expiry.delete({ mspId, holder: publisherAppCredential }).commit(),
          ])
          .go(),
      );
    },
  };
};
