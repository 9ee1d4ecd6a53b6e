import { lesserRole } from '#shared/access/abilities.ts';
import type { Principal } from '#shared/access/principal.ts';
import { dateOf } from '#shared/kernel/clock.ts';
import { AppError, isAppError } from '#shared/kernel/errors.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import type { Secret } from '#shared/kernel/secret.ts';
import type { AccessToken } from '#shared/store/access-token-store.ts';
import type { ProgramDeps } from './deps.ts';

/** One error for a token that never existed, was revoked or has expired, or whose creator has left. */
const refused = (): AppError =>
  new AppError('Unauthenticated', 'the personal access token is unknown, expired or revoked');

/**
 * The member for whom a program acts. The role is the lesser of the role at creation and the current role; the scopes
 * of the token restrict it further. The first use on a day is audited. If the audit row cannot be written, the request
 * is refused.
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
  await recordDailyUse(scope, record, requestId, deps);
  const { mspId, email } = member;
  return { mspId, memberId, email, role: lesserRole(record.role, member.role), scopes: record.scopes };
};

/** The audit row is written first: a crash in between leaves a second row for the day, never none. */
const recordDailyUse = async (
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
