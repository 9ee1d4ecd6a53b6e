import { Entity } from 'electrodb';
import { z } from 'zod';
import { Instant } from '#shared/kernel/clock.ts';
import { MemberId, MspId } from '#shared/kernel/ids.ts';
import { attributesOf, entityConfig, entityModel, pk, sk } from './electrodb.ts';
import type { Table } from './table.ts';

export const shapeVersion = 1;

/** A person of an MSP. Their role is here and nowhere else. */
export const Member = z.object({
  mspId: MspId,
  memberId: MemberId,
  /** Normalized; the address by which they were invited, and by which they are a participant. */
  email: z.string().min(3),
  role: z.enum(['admin', 'member', 'viewer']),
  state: z.enum(['invited', 'active']),
  invitedAt: Instant,
  /** When they first signed in. */
  joinedAt: Instant.nullable(),
  /** Whom the directory of identities knows them as, once they have signed in. */
  identityHash: z.string().nullable(),
  /** The single-use code that is out, as its hash. */
  codeHash: z.string().nullable(),
  revision: z.number().int().positive(),
});
export type Member = z.output<typeof Member>;

/** That an address is a member's: one member an address and MSP. */
export const MemberEmail = z.object({ mspId: MspId, email: z.string(), memberId: MemberId });

export const memberEntity = (table: Table) =>
  new Entity(
    {
      model: entityModel('member'),
      attributes: attributesOf(Member, shapeVersion, ['mspId', 'memberId']),
      indexes: { record: { pk: pk(['mspId'], 'MSP#${mspId}'), sk: sk(['memberId'], 'MEMBER#${memberId}') } },
    },
    entityConfig(table),
  );

export const memberEmailEntity = (table: Table) =>
  new Entity(
    {
      model: entityModel('memberEmail'),
      attributes: attributesOf(MemberEmail, shapeVersion, ['mspId', 'email']),
      indexes: { record: { pk: pk(['mspId'], 'MSP#${mspId}'), sk: sk(['email'], 'MEMBEREMAIL#${email}') } },
    },
    entityConfig(table),
  );
