import type { z } from 'zod';
import { AuthorizerRefusal, type Principal } from '#shared/access/principal.ts';
import { assistantRoute } from '#shared/contract/assistant-access.ts';
import { normalizeAddress } from '#shared/kernel/domain.ts';
import { AppError, isAppError } from '#shared/kernel/errors.ts';
import { withTimeBox } from '#shared/kernel/time-box.ts';
import { bearerToken } from './bearer-token.ts';
import type { contract } from './contract.ts';
import type { CurrentMembership } from './current-membership.ts';
import type { Deps, MembershipRef } from './deps.ts';
import { programPrincipal } from './program.ts';
import type { SignedIn } from './token-verifier.ts';

type Output = z.input<typeof contract.output>;

const defaultTimeBoxMilliseconds = 9_000;

/** Identifies the caller. The role is the one in the membership record now; claims of the token are not used for it. */
export const authorize = async (request: z.output<typeof contract.input>, deps: Deps): Promise<Output> => {
  try {
    const principal = await withTimeBox(
      deps.timeBoxMilliseconds ?? defaultTimeBoxMilliseconds,
      principalOf(request, deps),
      () => new AppError('StoreUnavailable', 'the caller could not be identified in time'),
    );
    return { isAuthorized: true, context: { principal: JSON.stringify(principal) } };
  } catch (error) {
    if (!isAppError(error)) throw error;
    const refusal = AuthorizerRefusal.options.find((code) => code === error.code);
    if (refusal === undefined) throw error;
    return { isAuthorized: true, context: { refusal, detail: error.message } };
  }
};

const principalOf = async (
  { routeKey, headers, requestContext: { requestId } }: z.output<typeof contract.input>,
  deps: Deps,
): Promise<Principal> => {
  const { of, token } = bearerToken(headers);
  if (of === 'program') return programPrincipal(token, requestId, deps);
  const who = await deps.verify(token);
  if (who.toolsOnly === true && routeKey !== assistantRoute) {
    throw new AppError('Unauthenticated', `the access token of an assistant is for ${assistantRoute} alone`);
  }
  const { mspId, memberId, role, email } = await membershipOf(who, headers['x-invitation-code'], deps);
  return { mspId, memberId, role, email };
};

const membershipOf = async (who: SignedIn, code: string | undefined, deps: Deps): Promise<CurrentMembership> => {
  const known = await deps.directory.byIdentity(who.issuer, who.subject);
  if (known !== undefined && code !== undefined) await refuseOtherMsp(known, code, deps);
  const membership = known ? await deps.members.get(known.scope, known.memberId) : await bindInvited(who, code, deps);
  if (membership === undefined)
    throw new AppError('NotAMember', 'you are not a member of an MSP: ask an admin of your MSP for an invitation');
  return membership;
};

/** A code of another MSP is never ignored: the person decides which of the two to belong to. */
const refuseOtherMsp = async (known: MembershipRef, code: string, deps: Deps): Promise<void> => {
  const invited = await deps.directory.byCode(code);
  if (invited === undefined || invited.scope.mspId === known.scope.mspId) return;
  throw new AppError(
    'NotAMember',
    'you are a member of another MSP: to join the one that invited you, leave the other first (DELETE /v1/me), then sign in with the code again',
  );
};

/** Binds the identity of an invited person at their first sign-in. */
const bindInvited = async (
  who: SignedIn,
  code: string | undefined,
  deps: Deps,
): Promise<CurrentMembership | undefined> => {
  const invitation = await invitationOf(who, code, deps);
  if (invitation === undefined) return undefined;
  const bound = await deps.members.bind(invitation.scope, invitation.memberId, who);
  if (bound !== 'taken') return bound;
  // A concurrent first request has already bound the identity.
  const known = await deps.directory.byIdentity(who.issuer, who.subject);
  return known && deps.members.get(known.scope, known.memberId);
};

const invitationOf = async (
  who: SignedIn,
  code: string | undefined,
  deps: Deps,
): Promise<MembershipRef | undefined> => {
  // Joining an MSP is no tool: an assistant serves a person who is a member already.
  if (who.toolsOnly === true) return undefined;
  if (code !== undefined) return deps.directory.byCode(code);
  const email = normalizeAddress(who.verifiedEmail);
  if (email === undefined) return undefined;
  const [invitation, another] = await deps.directory.byEmail(email);
  if (another === undefined) return invitation;
  throw new AppError(
    'NotAMember',
    'more than one MSP has invited this address; sign in once with the code of one of them',
  );
};
