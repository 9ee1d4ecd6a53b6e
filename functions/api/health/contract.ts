import { z } from 'zod';
import { apiContract } from '#shared/contract/function-contract.ts';
import { Environment } from '#shared/contract/function-environment.ts';

export const contract = apiContract({
  description: 'Reports that the API answers.',
  environment: Environment.pick({ STAGE: true, CORS_ORIGINS: true }),
  access: {},
  timeoutSeconds: 5,
  memoryMegabytes: 256,
  operations: {
    getHealth: {
      route: 'GET /v1/health',
      summary: 'Whether the API answers',
      ability: 'public',
      response: {
        status: 200,
        body: z
          .object({ status: z.literal('ok'), stage: z.string() })
          .meta({ id: 'Health', description: 'That the API answers, and as which stage.' }),
      },
    },
  },
});
