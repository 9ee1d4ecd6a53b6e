import type { AuditPort } from '#shared/api/audited.ts';
import type { Cursors } from '#shared/api/cursor.ts';
import type { MemberId, NewId } from '#shared/kernel/ids.ts';
import type { MspScope, Role } from '#shared/kernel/scope.ts';
import type { Member } from '#shared/store/member-record.ts';

export interface Deps {
  readonly members: {
    list(scope: MspScope): Promise<readonly Member[]>;
    invite(
      scope: MspScope,
      person: { readonly email: string; readonly role: Role; readonly memberId: MemberId },
    ): Promise<Member>;
    changeRole(scope: MspScope, memberId: MemberId, role: Role): Promise<Member>;
    remove(scope: MspScope, memberId: MemberId): Promise<Member>;
    issueCode(
      scope: MspScope,
      memberId: MemberId,
      code: string,
    ): Promise<{ readonly email: string; readonly expiresAt: string }>;
  };
  readonly tokens: { revokeAllOf(scope: MspScope, memberId: MemberId): Promise<void> };
  /**
   * Counts an invitation of the MSP. Returns the headers that say how many are left; throws `RateLimited` when those of
   * the day are used up.
   */
  countInvitation(scope: MspScope): Promise<Readonly<Record<string, string>>>;
  /** Creates the account with which a person signs in. An existing account is left unchanged. */
  inviteToSignIn(email: string): Promise<void>;
  readonly audit: AuditPort;
  readonly cursors: Cursors;
  readonly newId: NewId;
  /** 128 random bits, as text. */
  readonly newCode: () => string;
}

/** The member in the form of the API, without identity and invitation code. */
export const toAnswer = ({ memberId, email, role, state, joinedAt }: Member) => ({
  memberId,
  email,
  role,
  state,
  joinedAt,
});
