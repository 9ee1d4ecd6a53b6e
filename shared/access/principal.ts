import { z } from 'zod';
import { MemberId, MspId } from '#shared/kernel/ids.ts';

/** Tokens of programs begin so; a JWT begins with `ey`. */
export const accessTokenPrefix = 'vct_pat_';

/** Who calls, as the authorizer found the membership record. */
export const Principal = z.object({
  mspId: MspId,
  memberId: MemberId,
  role: z.enum(['admin', 'member', 'viewer']),
  /** Lower case. */
  email: z.string(),
  /** What a program's token is kept to; absent where a person calls. */
  scopes: z.array(z.string()).readonly().optional(),
});
export type Principal = z.output<typeof Principal>;

/** Why there is no principal. The authorizer never shapes an answer: the handler behind it does. */
export const AuthorizerRefusal = z.enum([
  'Unauthenticated',
  'NotAMember',
  'SignInUnavailable',
  'StoreUnavailable',
  'AuditUnavailable',
]);
export type AuthorizerRefusal = z.output<typeof AuthorizerRefusal>;

/** What the authorizer hands on; API Gateway carries strings. */
export const AuthorizerContext = z.union([
  z.object({ principal: z.string() }),
  z.object({ refusal: AuthorizerRefusal, detail: z.string() }),
]);
export type AuthorizerContext = z.output<typeof AuthorizerContext>;
