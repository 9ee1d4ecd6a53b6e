import { createHash } from 'node:crypto';
import { Entity } from 'electrodb';
import { z } from 'zod';
import { openMspScope } from '#shared/access/open-scope.ts';
import { AccessTokenId, MemberId, MspId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import type { Secret } from '#shared/kernel/secret.ts';
import { attributesOf, consistent, databaseCall, entityConfig, entityModel, pk, sk, unexpired } from './electrodb.ts';
import type { Table } from './table.ts';

export const shapeVersion = 1;

/** A token has 256 random bits, so a plain hash does not disclose it. */
export const tokenHash = (token: Secret): string => createHash('sha256').update(token.reveal()).digest('hex');

/** The token and the member that a hash belongs to. What the token may do is stored with its MSP. */
export const TokenListing = z.object({
  hash: z.string(),
  mspId: MspId,
  memberId: MemberId,
  tokenId: AccessTokenId,
  expiresAtSeconds: z.number().int(),
});

export const tokenListingEntity = (table: Table) =>
  new Entity(
    {
      model: entityModel('tokenListing'),
      attributes: attributesOf(TokenListing, shapeVersion, ['hash']),
      indexes: { record: { pk: pk(['hash'], 'DIRECTORY#TOKENS#${hash}'), sk: sk([], 'TOKEN') } },
    },
    entityConfig(table),
  );

/** A token that was found, with the scope to read what it may do. */
export interface FoundToken {
  readonly scope: MspScope;
  readonly memberId: MemberId;
  readonly tokenId: AccessTokenId;
}

export interface DirectoryTokens {
  /** Undefined for a token that never existed, was revoked or has expired; the caller does not learn which. */
  find(token: Secret): Promise<FoundToken | undefined>;
}

export const directoryTokens = (table: Table): DirectoryTokens => {
  const listings = tokenListingEntity(table);
  return {
    async find(token) {
      const { data } = await databaseCall(() => listings.get({ hash: tokenHash(token) }).go(consistent));
      const [listing] = data === null ? [] : unexpired(table, [TokenListing.parse(data)]);
      if (listing === undefined) return undefined;
      return { scope: openMspScope(listing.mspId), memberId: listing.memberId, tokenId: listing.tokenId };
    },
  };
};
