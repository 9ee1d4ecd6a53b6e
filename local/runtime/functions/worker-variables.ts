import type { DeploymentTarget } from '../assembly/identity.ts';
import { accessKeyOf } from '../iam/access-keys.ts';
import type { FunctionDefinition } from './function-definitions.ts';

/**
 * The variables that Lambda sets, those of the template, and the endpoints of the local AWS services. The machine's own
 * environment is not passed on.
 */
export const functionEnvironment = (
  deployment: DeploymentTarget,
  endpoints: Readonly<Record<string, string>>,
  extra: Readonly<Record<string, string>>,
): ((definition: FunctionDefinition) => Record<string, string>) => {
  const shared = {
    AWS_REGION: deployment.region,
    AWS_DEFAULT_REGION: deployment.region,
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_SESSION_TOKEN: 'local',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    TZ: 'UTC',
    LANG: 'en_US.UTF-8',
  };
  return (definition) => ({
    ...shared,
    AWS_ACCESS_KEY_ID: accessKeyOf(definition.name),
    AWS_LAMBDA_FUNCTION_NAME: definition.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryMegabytes),
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${definition.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    _HANDLER: definition.handler,
    ...definition.variables,
    ...endpoints,
    ...extra,
  });
};
