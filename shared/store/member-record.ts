import { Entity } from 'electrodb';
import { z } from 'zod';
import { Instant } from '#shared/kernel/clock.ts';
import { MemberId, MspId } from '#shared/kernel/ids.ts';
import { attributesOf, entityConfig, entityModel, pk, sk } from './electrodb.ts';
import type { Table } from './table.ts';

export const shapeVersion = 1;

/** A person of an MSP. Their role is stored here and nowhere else. */
export const Member = z.object({
  mspId: MspId,
  memberId: MemberId,
  /** Normalized. The address that they were invited by, and by which the participant rule knows them. */
  email: z.string().min(3),
  role: z.enum(['admin', 'member', 'viewer']),
  state: z.enum(['invited', 'active']),
  invitedAt: Instant,
  /** When they first signed in; null until then. */
  joinedAt: Instant.nullable(),
  /** The hash of their identity in the directory; null until they have signed in. */
  identityHash: z.string().nullable(),
  /** The hash of the single-use code that was issued and not used. */
  codeHash: z.string().nullable(),
  revision: z.number().int().positive(),
});
export type Member = z.output<typeof Member>;

/** The claim of a member on an address: one member per address and MSP. */
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
