import { Entity } from 'electrodb';
import { z } from 'zod';
import { CalendarDate, epochSeconds, Instant, instantOf } from '#shared/kernel/clock.ts';
import { AppError } from '#shared/kernel/errors.ts';
import { AccessTokenId, MemberId, MspId } from '#shared/kernel/ids.ts';
import type { MemberScope, MspScope } from '#shared/kernel/scope.ts';
import type { Secret } from '#shared/kernel/secret.ts';
import { tokenHash, tokenListingEntity } from './directory-tokens.ts';
import {
  allPages,
  attributesOf,
  consistent,
  databaseCall,
  entityConfig,
  entityModel,
  pk,
  sk,
  unexpired,
} from './electrodb.ts';
import type { Table } from './table.ts';
import { deleteWrite, putWrite, writeTransaction } from './transaction-writes.ts';

export const shapeVersion = 1;

/** What a program may do in the name of the member who created the token. Only the hash of the token is stored. */
export const AccessToken = z.object({
  mspId: MspId,
  memberId: MemberId,
  tokenId: AccessTokenId,
  /** SHA-256, hex. The directory of tokens finds this record by it. */
  hash: z.string(),
  name: z.string(),
  /** The abilities that it is limited to, among those of the role. */
  scopes: z.array(z.string()),
  /** The role of the member when the token was created. Their current role limits the token too. */
  role: z.enum(['admin', 'member', 'viewer']),
  createdAt: Instant,
  expiresAt: Instant,
  /** The last day on which it was used; null until then. */
  lastUsedOn: CalendarDate.nullable(),
  expiresAtSeconds: z.number().int(),
});
export type AccessToken = z.output<typeof AccessToken>;

export type NewAccessToken = Pick<AccessToken, 'tokenId' | 'name' | 'scopes' | 'expiresAt'>;

const tokenEntity = (table: Table) =>
  new Entity(
    {
      model: entityModel('accessToken'),
      attributes: attributesOf(AccessToken, shapeVersion, ['mspId', 'memberId', 'tokenId']),
      indexes: {
        record: {
          pk: pk(['mspId'], 'MSP#${mspId}'),
          sk: sk(['memberId', 'tokenId'], 'TOKEN#${memberId}#${tokenId}'),
        },
      },
    },
    entityConfig(table),
  );

export interface AccessTokens {
  get(scope: MspScope, memberId: MemberId, tokenId: AccessTokenId): Promise<AccessToken | undefined>;

  /** The caller's own tokens that have not expired, oldest first. */
  list(caller: MemberScope): Promise<readonly AccessToken[]>;

  /** Stores the hash of a token that the caller is about to be shown. */
  create(caller: MemberScope, token: Secret, fields: NewAccessToken): Promise<AccessToken>;

  /** Revokes one of the caller's own tokens, effective from the next request. Throws `NotFound` for any other. */
  revoke(caller: MemberScope, tokenId: AccessTokenId): Promise<void>;

  /** Revokes all tokens of a member who has left. */
  revokeAllOf(scope: MspScope, memberId: MemberId): Promise<void>;

  /** Records the day on which it was used. Throws `NotFound` where it was revoked meanwhile. */
  recordUse(scope: MspScope, token: AccessToken, lastUsedOn: string): Promise<void>;
}

export const accessTokens = (table: Table): AccessTokens => {
  const [records, listings] = [tokenEntity(table), tokenListingEntity(table)];

  const get = async (
    { mspId }: MspScope,
    memberId: MemberId,
    tokenId: AccessTokenId,
  ): Promise<AccessToken | undefined> => {
    const { data } = await databaseCall(() => records.get({ mspId, memberId, tokenId }).go(consistent));
    return data === null ? undefined : unexpired(table, [AccessToken.parse(data)])[0];
  };

  const ofMember = async ({ mspId }: MspScope, memberId: MemberId): Promise<readonly AccessToken[]> => {
    const { data } = await databaseCall(() => records.query.record({ mspId, memberId }).go(allPages));
    return data.map((item) => AccessToken.parse(item));
  };

  const deleteToken = (token: AccessToken): Promise<void> =>
    writeTransaction(table, [deleteWrite(records.delete(token)), deleteWrite(listings.delete(token))]);

  return {
    get,

    list: async (caller) => unexpired(table, await ofMember(caller, caller.memberId)),

    async create(caller, token, fields) {
      const { mspId, memberId, role } = caller;
      const record: AccessToken = {
        ...fields,
        mspId,
        memberId,
        role,
        hash: tokenHash(token),
        createdAt: instantOf(table.clock.now()),
        lastUsedOn: null,
        expiresAtSeconds: epochSeconds(new Date(fields.expiresAt)),
      };
      const { hash, tokenId, expiresAtSeconds } = record;
      const listing = { hash, mspId, memberId, tokenId, expiresAtSeconds };
      await writeTransaction(table, [putWrite(records.create(record)), putWrite(listings.create(listing))]);
      return record;
    },

    async revoke(caller, tokenId) {
      const token = await get(caller, caller.memberId, tokenId);
      if (token === undefined) throw new AppError('NotFound', 'you have no such access token');
      await deleteToken(token);
    },

    async revokeAllOf(scope, memberId) {
      for (const token of await ofMember(scope, memberId)) await deleteToken(token);
    },

    async recordUse({ mspId }, { memberId, tokenId }, lastUsedOn) {
      await databaseCall(() => records.patch({ mspId, memberId, tokenId }).set({ lastUsedOn }).go(), 'NotFound');
    },
  };
};
