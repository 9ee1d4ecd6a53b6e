import { z } from 'zod';
import { taskContract } from '#shared/contract/function-contract.ts';
import { Environment } from '#shared/contract/function-environment.ts';

/**
 * API Gateway's request authorizer with payload format 2.0 and simple responses. It authorizes every request and passes
 * the principal or the reason of the refusal; the handler behind it answers.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
 */
export const contract = taskContract({
  description: 'Identifies the caller: verifies the token and finds the membership.',
  environment: Environment.pick({
    STAGE: true,
    TABLE_NAME: true,
    OIDC_ISSUER: true,
    OIDC_CLIENT_IDS: true,
    OIDC_ASSISTANT_CLIENT_ID: true,
  }),
  access: { table: 'write', directories: ['identities', 'tokens'], audit: 'append' },
  timeoutSeconds: 10,
  memoryMegabytes: 512,
  input: z.object({
    /** `GET /v1/me`. */
    routeKey: z.string().default(''),
    headers: z.record(z.string(), z.string()).default({}),
    requestContext: z.object({ requestId: z.string() }),
  }),
  output: z.object({
    isAuthorized: z.literal(true),
    context: z.union([z.object({ principal: z.string() }), z.object({ refusal: z.string(), detail: z.string() })]),
  }),
});
