import { z } from 'zod';

/**
 * Identifiers. Ours have the form `<prefix>_<ULID>`: they sort by creation time, are safe in a URL and carry no
 * meaning. Microsoft's keep their own form, in lower case where they are GUIDs. Brands keep one kind of id from being
 * passed for another.
 */
const ours = <const Prefix extends string, const Brand extends string>(prefix: Prefix, brand: Brand) =>
  z
    .string()
    .trim()
    .regex(new RegExp(`^${prefix}_[0-9A-HJKMNP-TV-Z]{26}$`), `must look like ${prefix}_ and 26 letters or digits`)
    .brand(brand);

export const MspId = ours('msp', 'MspId');
export const MemberId = ours('mem', 'MemberId');
export const CustomerId = ours('cus', 'CustomerId');
export const ConnectionId = ours('con', 'ConnectionId');
export const RunId = ours('run', 'RunId');
/** A technician's mailbox on an allow-list. */
export const MailboxId = ours('mbx', 'MailboxId');
/** A personal access token, which a program sends. */
export const AccessTokenId = ours('pat', 'AccessTokenId');
/** An erasure and its receipt. */
export const ErasureId = ours('ers', 'ErasureId');
/** A request for a tenant's consent. */
export const ConsentId = ours('cns', 'ConsentId');
/** One version of the contract that a customer is billed by. */
export const ContractId = ours('ctr', 'ContractId');
/** The name of the book-sync execution. */
export const BookRunId = z.string().min(1).max(80).brand('BookRunId');

/** Directory (tenant) id of Entra: a GUID, lower case. */
export const TenantId = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.guid('must be the Directory (tenant) ID, a GUID'))
  .brand('TenantId');

export type MspId = z.output<typeof MspId>;
export type MemberId = z.output<typeof MemberId>;
export type CustomerId = z.output<typeof CustomerId>;
export type ConnectionId = z.output<typeof ConnectionId>;
export type RunId = z.output<typeof RunId>;
export type MailboxId = z.output<typeof MailboxId>;
export type AccessTokenId = z.output<typeof AccessTokenId>;
export type ErasureId = z.output<typeof ErasureId>;
export type ConsentId = z.output<typeof ConsentId>;
export type ContractId = z.output<typeof ContractId>;
export type BookRunId = z.output<typeof BookRunId>;
export type TenantId = z.output<typeof TenantId>;

export type IdPrefix =
  | 'msp'
  | 'mem'
  | 'cus'
  | 'con'
  | 'run'
  | 'mbx'
  | 'inv'
  | 'pat'
  | 'ers'
  | 'ctr'
  | 'whk'
  | 'cns'
  | 'row';

/** Makes a new id. It is injected so that a test knows the next id. */
export type NewId = (prefix: IdPrefix) => string;
