import { Entity } from 'electrodb';
import { z } from 'zod';
import { epochSeconds } from '#shared/kernel/clock.ts';
import { isAppError } from '#shared/kernel/errors.ts';
import { ConnectionId, ConsentId, MemberId, MspId } from '#shared/kernel/ids.ts';
import type { MemberScope, MspScope } from '#shared/kernel/scope.ts';
import { attributesOf, databaseCall, entityConfig, entityModel, pk, sk } from './electrodb.ts';
import type { Table } from './table.ts';

export const shapeVersion = 1;

/** A member's request for a tenant's consent. Using it deletes it, so it can be used once. */
export const ConsentRequest = z.object({
  mspId: MspId,
  consentId: ConsentId,
  connectionId: ConnectionId,
  /** Who created the link. The person who consents is not a member of the MSP. */
  memberId: MemberId,
  expiresAtSeconds: z.number().int(),
});
export type ConsentRequest = z.output<typeof ConsentRequest>;

const entityOf = (table: Table) =>
  new Entity(
    {
      model: entityModel('consentRequest'),
      attributes: {
        ...attributesOf(ConsentRequest, shapeVersion, ['mspId', 'consentId']),
        expiresAtSeconds: { type: 'number', required: true },
      },
      indexes: { record: { pk: pk(['mspId'], 'MSP#${mspId}'), sk: sk(['consentId'], 'CONSENT#${consentId}') } },
    },
    entityConfig(table),
  );

export interface ConsentRequests {
  /** Creates a request that is valid until then. */
  begin(caller: MemberScope, connectionId: ConnectionId, until: Date): Promise<ConsentId>;

  /**
   * Deletes the request and returns it; undefined where it was used before or has expired. Of two concurrent calls
   * only one gets it.
   */
  take(scope: MspScope, consentId: ConsentId): Promise<ConsentRequest | undefined>;
}

export const consentRequests = (table: Table): ConsentRequests => {
  const entity = entityOf(table);

  /** Its existence is a condition, which decides between concurrent calls: without it, an engine may answer both. */
  const removed = async (key: { readonly mspId: string; readonly consentId: string }): Promise<unknown> => {
    try {
      return (await databaseCall(() => entity.remove(key).go({ response: 'all_old' }))).data;
    } catch (error) {
      if (isAppError(error, 'RecordChanged')) return undefined;
      throw error;
    }
  };

  return {
    async begin({ mspId, memberId }, connectionId, until) {
      const consentId = ConsentId.parse(table.newId('cns'));
      const expiresAtSeconds = epochSeconds(until);
      await databaseCall(() => entity.create({ mspId, consentId, connectionId, memberId, expiresAtSeconds }).go());
      return consentId;
    },

    async take({ mspId }, consentId) {
      const item = await removed({ mspId, consentId });
      if (item === undefined) return undefined;
      const request = ConsentRequest.parse(item);
      return request.expiresAtSeconds * 1000 > table.clock.now().getTime() ? request : undefined;
    },
  };
};
