import { apiContract } from '#shared/contract/function-contract.ts';
import { Environment } from '#shared/contract/function-environment.ts';

/**
 * Serves `$default`. It has no operation, so every request is answered 404, or 405 where the path takes other methods,
 * and a browser's preflight as CORS requires.
 */
export const contract = apiContract({
  description: 'Answers requests that match no route.',
  environment: Environment.pick({ STAGE: true, CORS_ORIGINS: true }),
  access: {},
  timeoutSeconds: 5,
  memoryMegabytes: 256,
  operations: {},
});
