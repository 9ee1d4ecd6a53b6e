import { lesserRole } from '#shared/access/abilities.ts';
import type { Principal } from '#shared/access/principal.ts';
import { type Clock, dateOf } from '#shared/kernel/clock.ts';
import { AppError, isAppError } from '#shared/kernel/errors.ts';
import type { MemberId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import type { Secret } from '#shared/kernel/secret.ts';
import type { AccessToken, AccessTokens } from '#shared/store/access-token-store.ts';
import type { AuditEntry } from '#shared/store/audit-row.ts';
import type { FoundToken } from '#shared/store/directory-tokens.ts';
import type { CurrentMembership } from './current-membership.ts';

export interface ProgramDeps {
  readonly clock: Clock;
  readonly tokens: Pick<AccessTokens, 'get' | 'recordUse'> & { find(token: Secret): Promise<FoundToken | undefined> };
  readonly members: { get(scope: MspScope, memberId: MemberId): Promise<CurrentMembership | undefined> };
  readonly audit: { append(scope: MspScope, entry: AuditEntry): Promise<unknown> };
}

/** One answer for what was never a token, was revoked, has expired, or whose maker has left. */
const refused = (): AppError =>
  new AppError('Unauthenticated', 'the personal access token is unknown, expired or revoked');

/**
 * The member in whose name a program calls, with the lesser of the role that the token was made with and the one that they have now, kept to its scopes. The first use
 * of a day is a row of the audit log; where that can't be written nobody is let in.
 */
export const programPrincipal = async (token: Secret, requestId: string, deps: ProgramDeps): Promise<Principal> => {
  const found = await deps.tokens.find(token);
  if (found === undefined) throw refused();
  const { scope, memberId, tokenId } = found;
  const [record, member] = await Promise.all([
    deps.tokens.get(scope, memberId, tokenId),
    deps.members.get(scope, memberId),
  ]);
  if (record === undefined || member === undefined) throw refused();
  await noteUse(scope, record, requestId, deps);
  const { mspId, email } = member;
  return { mspId, memberId, email, role: lesserRole(record.role, member.role), scopes: record.scopes };
};

/** The row first: a crash in between leaves a second row for the day, never none. */
const noteUse = async (
  scope: MspScope,
  record: AccessToken,
  requestId: string,
  { clock, tokens, audit }: ProgramDeps,
): Promise<void> => {
  const today = dateOf(clock.now());
  if (record.lastUsedOn === today) return;
  const { memberId, tokenId } = record;
  await audit.append(scope, { action: 'token.used', memberId, target: tokenId, outcome: 'done', requestId });
  try {
    await tokens.recordUse(scope, record, today);
  } catch (error) {
    throw isAppError(error, 'NotFound') ? refused() : error;
  }
};
