import type { Clock } from '#shared/kernel/clock.ts';
import type { MemberId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import type { Secret } from '#shared/kernel/secret.ts';
import type { AccessTokens } from '#shared/store/access-token-store.ts';
import type { AuditEntry } from '#shared/store/audit-row.ts';
import type { FoundToken } from '#shared/store/directory-tokens.ts';
import type { CurrentMembership } from './current-membership.ts';
import type { SignedIn } from './token-verifier.ts';

export interface MembershipRef {
  readonly scope: MspScope;
  readonly memberId: MemberId;
}

/** The ports of a program that signs in with a personal access token. */
export interface ProgramDeps {
  readonly clock: Clock;
  readonly tokens: Pick<AccessTokens, 'get' | 'recordUse'> & { find(token: Secret): Promise<FoundToken | undefined> };
  readonly members: { get(scope: MspScope, memberId: MemberId): Promise<CurrentMembership | undefined> };
  readonly audit: { append(scope: MspScope, entry: AuditEntry): Promise<unknown> };
}

export interface Deps extends ProgramDeps {
  /** Default: 9 s, one less than the function has. */
  readonly timeBoxMilliseconds?: number;
  readonly verify: (token: Secret) => Promise<SignedIn>;
  readonly directory: {
    byIdentity(issuer: string, subject: string): Promise<MembershipRef | undefined>;
    byEmail(email: string): Promise<readonly MembershipRef[]>;
    byCode(code: string): Promise<MembershipRef | undefined>;
  };
  readonly members: ProgramDeps['members'] & {
    bind(scope: MspScope, memberId: MemberId, who: SignedIn): Promise<CurrentMembership | 'taken'>;
  };
}
