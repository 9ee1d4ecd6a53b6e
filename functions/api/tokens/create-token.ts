import { audited } from '#shared/api/audited.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import { addDays, addMonths, instantOf } from '#shared/kernel/clock.ts';
import { AppError } from '#shared/kernel/errors.ts';
import { AccessTokenId } from '#shared/kernel/ids.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { contract } from './contract.ts';
import { type Deps, toAnswer } from './deps.ts';

type Op = typeof contract.operations.createToken;

const defaultDays = 90;
const maxMonths = 12;

/** The requested expiry, which must lie in the future and within 12 months. */
const validExpiry = (requested: string | undefined, now: Date): string => {
  if (requested === undefined) return instantOf(addDays(now, defaultDays));
  const end = new Date(requested);
  const detail =
    end <= now
      ? 'the expiry must lie in the future'
      : end > addMonths(now, maxMonths)
        ? `the expiry must lie within ${maxMonths} months from now`
        : undefined;
  if (detail === undefined) return instantOf(end);
  throw new AppError('InvalidInput', 'an access token must expire within the next 12 months', {
    pointers: [{ in: 'body', pointer: '/expiresAt', detail }],
  });
};

/** The only answer that contains the token. */
export const createToken = async (
  { caller, body: { name, scopes, expiresAt }, requestId }: ApiRequest<Op, MemberScope>,
  { tokens, audit, clock, newId, newToken }: Deps,
): Promise<ApiAnswer<Op>> => {
  const acceptedExpiry = validExpiry(expiresAt, clock.now());
  const tokenId = AccessTokenId.parse(newId('pat'));
  const token = newToken();
  const fields = { tokenId, name, scopes: [...new Set(scopes)], expiresAt: acceptedExpiry };
  const created = await audited(audit, caller, { action: 'token.created', target: tokenId, requestId }, () =>
    tokens.create(caller, token, fields),
  );
  return { body: { ...toAnswer(created), token: token.reveal() }, headers: { location: `/v1/tokens/${tokenId}` } };
};
