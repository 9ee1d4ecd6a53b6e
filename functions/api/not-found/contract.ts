import { apiContract } from '#shared/lambda/function-contract.ts';
import { Environment } from '#shared/lambda/function-environment.ts';

/** Stands behind `$default`: it has no operation, so whatever reaches it is answered as unknown (and a browser's preflight as CORS says). */
export const contract = apiContract({
  description: 'Answers what no route of the API takes.',
  environment: Environment.pick({ STAGE: true, CORS_ORIGINS: true }),
  access: {},
  timeoutSeconds: 5,
  memoryMegabytes: 256,
  operations: {},
});
