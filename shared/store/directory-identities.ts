import { createHash } from 'node:crypto';
import { Entity } from 'electrodb';
import { z } from 'zod';
import { openMspScope } from '#shared/access/open-scope.ts';
import { Instant } from '#shared/kernel/clock.ts';
import { MemberId, MspId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
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

export const shapeVersion = 1;

/**
 * A person who signs in is looked up by a hash. This directory contains ids and instants, but no addresses and no
 * subjects.
 */
const hashed = (...parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url');

export const identityHash = (issuer: string, subject: string): string => hashed('identity', issuer, subject);
export const emailHash = (email: string): string => hashed('email', email);
export const codeHash = (code: string): string => hashed('code', code);

/** The membership that belongs to a hash: of a bound identity, of an invited address, or of a single-use code. */
export const Identity = z.object({
  hash: z.string(),
  kind: z.enum(['bound', 'invited', 'code']),
  mspId: MspId,
  memberId: MemberId,
  since: Instant,
  expiresAtSeconds: z.number().int().optional(),
});
export type Identity = z.output<typeof Identity>;

export const identityEntity = (table: Table) =>
  new Entity(
    {
      model: entityModel('identity'),
      attributes: attributesOf(Identity, shapeVersion, ['hash', 'mspId', 'kind']),
      indexes: {
        // The key leaves out the MSP: several MSPs may invite an address, but an identity is bound to one MSP, so that
        // binding it to a second one collides.
        record: { pk: pk(['hash'], 'DIRECTORY#IDENTITIES#${hash}'), sk: sk(['kind'], 'IDENTITY#${kind}') },
      },
    },
    entityConfig(table),
  );

export const invitationEntity = (table: Table) =>
  new Entity(
    {
      model: entityModel('invitation'),
      attributes: attributesOf(Identity, shapeVersion, ['hash', 'mspId', 'kind']),
      indexes: {
        record: { pk: pk(['hash'], 'DIRECTORY#IDENTITIES#${hash}'), sk: sk(['mspId'], 'INVITATION#${mspId}') },
      },
    },
    entityConfig(table),
  );

/** A membership that was found, with the scope to read it. */
export interface FoundMembership {
  readonly scope: MspScope;
  readonly memberId: MemberId;
}

const found = (item: unknown): FoundMembership => {
  const { mspId, memberId } = Identity.parse(item);
  return { scope: openMspScope(mspId), memberId };
};

export interface DirectoryIdentities {
  /** The membership that this person is bound to. */
  byIdentity(issuer: string, subject: string): Promise<FoundMembership | undefined>;

  /** Every membership that this address is invited to, at most one per MSP. */
  byEmail(email: string): Promise<readonly FoundMembership[]>;

  /** The membership of a single-use code, while the code is valid. */
  byCode(code: string): Promise<FoundMembership | undefined>;
}

export const directoryIdentities = (table: Table): DirectoryIdentities => {
  const identities = identityEntity(table);
  const invitations = invitationEntity(table);
  return {
    async byIdentity(issuer, subject) {
      const key = { hash: identityHash(issuer, subject), kind: 'bound' } as const;
      const { data } = await databaseCall(() => identities.get(key).go(consistent));
      return data === null ? undefined : found(data);
    },

    async byEmail(email) {
      const { data } = await databaseCall(() => invitations.query.record({ hash: emailHash(email) }).go(allPages));
      return data.map(found);
    },

    async byCode(code) {
      const { data } = await databaseCall(() => identities.get({ hash: codeHash(code), kind: 'code' }).go(consistent));
      const [valid] = data === null ? [] : unexpired(table, [Identity.parse(data)]);
      return valid === undefined ? undefined : found(valid);
    },
  };
};
