import { z } from 'zod';
import { apiContract } from '#shared/contract/function-contract.ts';
import { Environment } from '#shared/contract/function-environment.ts';

export const contract = apiContract({
  description: 'The OpenAPI document of the API.',
  environment: Environment.pick({ STAGE: true }),
  access: {},
  timeoutSeconds: 5,
  memoryMegabytes: 256,
  operations: {
    getOpenApi: {
      route: 'GET /v1/openapi.json',
      summary: 'This document',
      ability: 'public',
      response: { status: 200, body: z.looseObject({ openapi: z.string() }) },
    },
  },
});
