import { isAllowed, roleAllows } from '#shared/access/abilities.ts';
import { openMemberScope } from '#shared/access/open-scope.ts';
import { AuthorizerContext, Principal } from '#shared/access/principal.ts';
import type { Operation } from '#shared/contract/function-contract.ts';
import { AppError, type ErrorDetails } from '#shared/kernel/errors.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import { type GatewayEvent, originOf } from './gateway-event.ts';

/**
 * The caller as the authorizer found them; throws where there is none. A route without its authorizer is therefore
 * closed, not open.
 */
const authenticated = (event: GatewayEvent, operation: Operation): MemberScope => {
  const context = AuthorizerContext.safeParse(event.requestContext.authorizer?.lambda);
  const challenge = challengeOf(event, operation);
  if (!context.success) throw new AppError('Unauthenticated', 'no access token was sent with the request', challenge);
  if ('refusal' in context.data) {
    const { refusal, detail } = context.data;
    throw new AppError(refusal, detail, refusal === 'Unauthenticated' ? challenge : {});
  }
  return openMemberScope(Principal.parse(JSON.parse(context.data.principal)));
};

/**
 * A client that signs people in finds the sign-in service through the metadata that the challenge names (RFC 9728,
 * 5.1). https://www.rfc-editor.org/rfc/rfc9728#section-5.1
 */
const challengeOf = (event: GatewayEvent, { resourceMetadata }: Operation): ErrorDetails =>
  resourceMetadata === undefined
    ? {}
    : { headers: { 'www-authenticate': `Bearer resource_metadata="${originOf(event)}${resourceMetadata}"` } };

export const callerOf = (event: GatewayEvent, operation: Operation): MemberScope | undefined => {
  if (operation.ability === 'public') return undefined;
  const caller = authenticated(event, operation);
  if (!roleAllows(caller.role, operation.ability)) {
    throw new AppError('Forbidden', `the role ${caller.role} may not do this`);
  }
  if (!isAllowed(caller, operation.ability)) {
    throw new AppError('Forbidden', `the access token is not made for ${operation.ability}`);
  }
  return caller;
};
