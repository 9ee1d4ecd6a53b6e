import type { Role } from '#shared/kernel/scope.ts';

/** Who looks, and by which addresses the rule knows them. */
export interface CommunicationsReader {
  readonly role: Role;
  readonly addresses: ReadonlySet<string>;
}

/**
 * The copies of a row that the onlooker may see, in their order: all of them for an admin, else those in which one of their own addresses takes part. A row
 * without such a copy does not exist for them.
 */
export const visibleCopies = <Copy>(
  onlooker: CommunicationsReader,
  copies: readonly Copy[],
  participantsOf: (copy: Copy) => readonly string[],
): readonly Copy[] =>
  onlooker.role === 'admin'
    ? copies
    : copies.filter((copy) => participantsOf(copy).some((address) => onlooker.addresses.has(address)));
