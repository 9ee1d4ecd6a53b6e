import type { Role } from '#shared/kernel/scope.ts';

/** A member who reads communications, with the addresses that the rule compares. */
export interface CommunicationsReader {
  readonly role: Role;
  readonly addresses: ReadonlySet<string>;
}

/**
 * The copies of a row that the reader may see, in their order: all of them for an admin, otherwise those in which one
 * of the reader’s addresses is a participant. A row without a visible copy does not exist for the reader.
 */
export const visibleCopies = <Copy>(
  reader: CommunicationsReader,
  copies: readonly Copy[],
  participantsOf: (copy: Copy) => readonly string[],
): readonly Copy[] =>
  reader.role === 'admin'
    ? copies
    : copies.filter((copy) => participantsOf(copy).some((address) => reader.addresses.has(address)));
