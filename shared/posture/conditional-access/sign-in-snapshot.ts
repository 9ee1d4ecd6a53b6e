import type { ConditionalAccessPolicy } from '#shared/surfaces/conditional-access/schema.ts';
import type { Tier } from '../role-tiers.ts';

/**
 * The six kinds that `GuestsOrExternalUsers` holds, in Microsoft's words.
 * https://learn.microsoft.com/graph/api/resources/conditionalaccessguestsorexternalusers
 */
export const externalKinds = [
  'internalGuest',
  'b2bCollaborationGuest',
  'b2bCollaborationMember',
  'b2bDirectConnectUser',
  'otherExternalUser',
  'serviceProvider',
] as const;
export type IdentityKind = 'member' | (typeof externalKinds)[number];

/** A role of a user, with what Conditional Access can see of it. */
export interface SnapshotRole {
  readonly templateId: string;
  readonly name: string;
  readonly tier: Tier | undefined;
  /** Held over the whole directory. Policies do not see roles over an administrative unit. */
  readonly isVisible: boolean;
  /** Held now. Otherwise the user may activate it. */
  readonly isActive: boolean;
}

/** An enabled user of the directory. */
export interface SnapshotUser {
  readonly userId: string;
  readonly name: string;
  readonly kind: IdentityKind;
  readonly apart: 'break-glass' | 'directory-sync' | null;
  readonly roles: readonly SnapshotRole[];
}

/** A named location. https://learn.microsoft.com/graph/api/resources/namedlocation */
export type SnapshotLocation = { readonly id: string; readonly name: string } & (
  | { readonly kind: 'ranges'; readonly isTrusted: boolean; readonly ranges: readonly string[] }
  | {
      readonly kind: 'countries';
      readonly codes: readonly string[];
      /** Addresses whose country is not known. */
      readonly withoutCountry: boolean;
      readonly lookup: 'address' | 'gps' | 'unknown';
    }
  | { readonly kind: 'compliant-network' }
  | { readonly kind: 'unknown' }
);

/** Everything on which the answers rest. */
export interface SignInSnapshot {
  readonly policies: readonly ConditionalAccessPolicy[];
  /** False if one was left out. It could close what the others leave open. */
  readonly isEveryPolicyRead: boolean;
  readonly users: readonly SnapshotUser[];
  /** The transitive members of the groups that were read; a deleted group has none. Other groups were not read. */
  readonly groups: ReadonlyMap<string, ReadonlySet<string>>;
  /** Null if the named locations were not read. */
  readonly locations: readonly SnapshotLocation[] | null;
  /** The combinations of authentication strengths, for policies that show the id alone. */
  readonly strengths: ReadonlyMap<string, readonly string[]>;
  /** Whether the tenant has the plans. Null if the plans were not read. */
  readonly plans: { readonly p1: boolean | null; readonly p2: boolean | null };
}
