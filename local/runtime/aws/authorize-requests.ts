import type { DeploymentTarget } from '../assembly/identity.ts';
import type { FunctionDefinition } from '../functions/function-definitions.ts';
import { accessKeyOf } from '../iam/access-keys.ts';
import { neededFor } from '../iam/api-calls.ts';
import type { Authorizer } from '../iam/authorizer.ts';
import type { Authorize } from './endpoint.ts';

interface AuthorizeSettings {
  readonly definitions: readonly FunctionDefinition[];
  readonly authorizer: Authorizer;
  readonly deployment: DeploymentTarget;
}

/**
 * Authorizes the API calls of functions by their roles. A request that no function signed comes from the person at this
 * machine, who may do everything.
 */
export const authorizeRequests = ({ definitions, authorizer, deployment }: AuthorizeSettings): Authorize => {
  const callers = new Map(definitions.map(({ name, roleArn }) => [accessKeyOf(name), { roleArn }]));
  const callerOf = (accessKey: string | undefined) => callers.get(accessKey ?? '');
  return {
    json: (accessKey, prefix, operation, input) => {
      const caller = callerOf(accessKey);
      const needed = neededFor(prefix, operation, input, deployment);
      if (caller === undefined || needed === undefined) return;
      for (const resource of needed.resources) authorizer.demand(caller, needed.action, resource);
    },
    query: (accessKey, action, { TopicArn, TargetArn }) => {
      const caller = callerOf(accessKey);
      if (caller === undefined) return;
      const topic = TopicArn ?? TargetArn ?? '*';
      if (action === 'Publish') authorizer.demandPublish(caller, topic);
      else authorizer.demand(caller, `sns:${action}`, topic);
    },
    invoke: (accessKey, functionName) => {
      const caller = callerOf(accessKey);
      const target = definitions.find(({ name, arn }) => name === functionName || arn === functionName);
      if (caller !== undefined) authorizer.demand(caller, 'lambda:InvokeFunction', target?.arn ?? functionName);
    },
  };
};
