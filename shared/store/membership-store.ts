import { type MembershipChanges, membershipChanges } from './membership-changes.ts';
import { type MembershipInvitations, membershipInvitations } from './membership-invitations.ts';
import { membershipReads } from './membership-reads.ts';
import { membershipService } from './membership-transaction.ts';
import type { Table } from './table.ts';

/** Changes memberships: invitations, first sign-in, roles and removal. `member-store.ts` reads members. */
export interface Memberships extends MembershipInvitations, MembershipChanges {}

export const memberships = (table: Table): Memberships => {
  const service = membershipService(table);
  const reads = membershipReads(table, service);
  return { ...membershipInvitations(table, service, reads), ...membershipChanges(service, reads) };
};
