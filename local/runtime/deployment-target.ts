import type { DeploymentTarget } from './assembly/identity.ts';
import type { Assembly } from './assembly/read-assembly.ts';

/** The account and region that the assembly is bound to, or placeholders. */
export const deploymentTargetOf = (assembly: Assembly, apiOrigins: ReadonlyMap<string, string>): DeploymentTarget => {
  const bound = assembly.stacks.find(({ region }) => region !== undefined);
  return {
    account: bound?.account ?? '000000000000',
    region: bound?.region ?? 'us-east-1',
    apiOrigin: (logicalId) => {
      const origin = apiOrigins.get(logicalId);
      if (origin === undefined) throw new Error(`no HTTP API has the logical id ${logicalId}`);
      return origin;
    },
  };
};
