import { z } from 'zod';
import { MemberId, MspId } from '#shared/kernel/ids.ts';

/** The prefix of personal access tokens. A JWT begins with `ey`. */
export const accessTokenPrefix = 'vct_pat_';

/** The caller, as the authorizer found them in the membership record. */
export const Principal = z.object({
  mspId: MspId,
  memberId: MemberId,
  role: z.enum(['admin', 'member', 'viewer']),
  /** Lower case. */
  email: z.string(),
  /** The abilities that an access token is limited to; absent where a person calls. */
  scopes: z.array(z.string()).readonly().optional(),
});
export type Principal = z.output<typeof Principal>;

/** Why there is no principal. The authorizer passes the reason on, and the handler turns it into a response. */
export const AuthorizerRefusal = z.enum([
  'Unauthenticated',
  'NotAMember',
  'SignInUnavailable',
  'StoreUnavailable',
  'AuditUnavailable',
]);
export type AuthorizerRefusal = z.output<typeof AuthorizerRefusal>;

/** The context that the authorizer returns. API Gateway passes strings only. */
export const AuthorizerContext = z.union([
  z.object({ principal: z.string() }),
  z.object({ refusal: AuthorizerRefusal, detail: z.string() }),
]);
export type AuthorizerContext = z.output<typeof AuthorizerContext>;
