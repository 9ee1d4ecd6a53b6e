import { audited } from '#shared/api/audited.ts';
import { addDays, addMonths, instantOf } from '#shared/kernel/clock.ts';
import { AppError } from '#shared/kernel/errors.ts';
import { AccessTokenId } from '#shared/kernel/ids.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { ApiAnswer, ApiRequest } from '#shared/lambda/function-contract.ts';
import type { contract } from './contract.ts';
import { type Deps, toAnswer } from './deps.ts';

type Op = typeof contract.operations.createToken;

const usualDays = 90;
const longestMonths = 12;

/** The end that was asked for, which must lie ahead and not too far. */
const acceptedEnd = (asked: string | undefined, now: Date): string => {
  if (asked === undefined) return instantOf(addDays(now, usualDays));
  const end = new Date(asked);
  const detail =
    end <= now
      ? 'this instant has passed'
      : end > addMonths(now, longestMonths)
        ? `at most ${longestMonths} months from now are taken`
        : undefined;
  if (detail === undefined) return instantOf(end);
  throw new AppError('InvalidInput', 'an access token needs an end within the next 12 months', {
    pointers: [{ in: 'body', pointer: '/expiresAt', detail }],
  });
};

/** The one answer that holds the token. */
export const createToken = async (
  { caller, body: { name, scopes, expiresAt }, requestId }: ApiRequest<Op, MemberScope>,
  { tokens, audit, clock, newId, newToken }: Deps,
): Promise<ApiAnswer<Op>> => {
  const end = acceptedEnd(expiresAt, clock.now());
  const tokenId = AccessTokenId.parse(newId('pat'));
  const token = newToken();
  const words = { tokenId, name, scopes: [...new Set(scopes)], expiresAt: end };
  const made = await audited(audit, caller, { action: 'token.created', target: tokenId, requestId }, () =>
    tokens.create(caller, token, words),
  );
  return { body: { ...toAnswer(made), token: token.reveal() }, headers: { location: `/v1/tokens/${tokenId}` } };
};
