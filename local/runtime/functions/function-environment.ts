import type { DeploymentTarget } from '../assembly/identity.ts';
import type { FunctionDefinition } from './function-definitions.ts';

/** What Lambda itself sets, then the template's variables, then where this stack's AWS is. Nothing of the machine's own environment. */
export const functionEnvironment = (
  place: DeploymentTarget,
  endpoints: Readonly<Record<string, string>>,
  extra: Readonly<Record<string, string>>,
): ((definition: FunctionDefinition) => Record<string, string>) => {
  const shared = {
    AWS_REGION: place.region,
    AWS_DEFAULT_REGION: place.region,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_SESSION_TOKEN: 'local',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    // There is no X-Ray here. Its SDK would follow every promise of a function, at fifteen times the cost of an await, and does so wherever
    // LAMBDA_TASK_ROOT is set, too: that variable alone is left out of what Lambda sets.
    AWS_XRAY_CONTEXT_MISSING: 'IGNORE_ERROR',
    AWS_XRAY_MANUAL_MODE: 'true',
    POWERTOOLS_TRACE_ENABLED: 'false',
    TZ: 'UTC',
    LANG: 'en_US.UTF-8',
  };
  return (definition) => ({
    ...shared,
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
