import type { z } from 'zod';
import type { Principal, Refusal } from '#shared/access/principal.ts';
import { normaliseAddress } from '#shared/kernel/domain.ts';
import { AppError, isAppError } from '#shared/kernel/errors.ts';
import type { MemberId, MspId } from '#shared/kernel/ids.ts';
import type { MspScope, Role } from '#shared/kernel/scope.ts';
import type { Secret } from '#shared/kernel/secret.ts';
import { bearerToken } from './bearer-token.ts';
import type { contract } from './contract.ts';
import type { SignedIn } from './token-verifier.ts';

interface Membership {
  readonly mspId: MspId;
  readonly memberId: MemberId;
  readonly role: Role;
  readonly email: string;
}

interface Found {
  readonly scope: MspScope;
  readonly memberId: MemberId;
}

export interface Deps {
  readonly verify: (token: Secret) => Promise<SignedIn>;
  readonly directory: {
    bound(issuer: string, subject: string): Promise<Found | undefined>;
    invited(email: string): Promise<readonly Found[]>;
    byCode(code: string): Promise<Found | undefined>;
  };
  readonly members: {
    get(scope: MspScope, memberId: MemberId): Promise<Membership | undefined>;
    bind(scope: MspScope, memberId: MemberId, who: SignedIn): Promise<Membership | 'taken'>;
  };
}

type Output = z.input<typeof contract.output>;
const refusals: readonly Refusal[] = ['Unauthenticated', 'NotAMember', 'SignInUnavailable', 'StoreUnavailable'];

/** Says who calls. The role is the one in the membership record now; no claim of a token is looked at for it. */
export const authorise = async ({ headers }: z.output<typeof contract.input>, deps: Deps): Promise<Output> => {
  try {
    const who = await deps.verify(bearerToken(headers));
    const { mspId, memberId, role, email } = await membershipOf(who, headers['x-invitation-code'], deps);
    const principal: Principal = { mspId, memberId, role, email };
    return { isAuthorized: true, context: { principal: JSON.stringify(principal) } };
  } catch (error) {
    if (!isAppError(error)) throw error;
    const refusal = refusals.find((code) => code === error.code);
    if (refusal === undefined) throw error;
    return { isAuthorized: true, context: { refusal, detail: error.message } };
  }
};

const membershipOf = async (who: SignedIn, code: string | undefined, deps: Deps): Promise<Membership> => {
  const known = await deps.directory.bound(who.issuer, who.subject);
  const membership = known ? await deps.members.get(known.scope, known.memberId) : await bindInvited(who, code, deps);
  if (membership === undefined) throw new AppError('NotAMember', 'ask an admin of your MSP for an invitation');
  return membership;
};

/** The first sign-in of somebody who was invited. */
const bindInvited = async (who: SignedIn, code: string | undefined, deps: Deps): Promise<Membership | undefined> => {
  const invitation = await invitationOf(who, code, deps);
  if (invitation === undefined) return undefined;
  const bound = await deps.members.bind(invitation.scope, invitation.memberId, who);
  if (bound !== 'taken') return bound;
  // Two first requests at once: the other one bound them.
  const known = await deps.directory.bound(who.issuer, who.subject);
  return known && deps.members.get(known.scope, known.memberId);
};

const invitationOf = async (who: SignedIn, code: string | undefined, deps: Deps): Promise<Found | undefined> => {
  if (code !== undefined) return deps.directory.byCode(code);
  const email = normaliseAddress(who.verifiedEmail);
  if (email === undefined) return undefined;
  const [invitation, another] = await deps.directory.invited(email);
  if (another === undefined) return invitation;
  throw new AppError(
    'NotAMember',
    'more than one MSP has invited this address; sign in once with the code of one of them',
  );
};
