import type { MachineName, OwnKey } from '#shared/contract/function-contract.ts';

/** `list-connections` → `ListConnections`: construct ids and substitutions in the definitions of state machines. */
export const pascal = (name: string): string =>
  name.replaceAll(/(?:^|-)([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());

/**
 * Physical names. The stacks of a stage refer to each other by these names rather than CloudFormation exports, so that
 * a stack can be replaced alone, and people can find a log group by its name.
 */
export const namesOf = (stage: string) => {
  const prefix = `vectis-${stage}`;
  return {
    prefix,
    table: prefix,
    key: (key: OwnKey) => `${stage}/keys/${key}`,
    auditAnchors: `/vectis/${stage}/audit-anchors`,
    credentialsPrefix: `${stage}/connections/`,
    /** The state machines append a surface's id. */
    surfaceFunctionPrefix: `${prefix}-surface-`,
    surfaceFunction: (surfaceId: string) => `${prefix}-surface-${surfaceId}`,
    function: (group: string, name: string) => (group === 'api' ? `${prefix}-api-${name}` : `${prefix}-${name}`),
    machine: (machine: MachineName) => `${prefix}-${machine}`,
    resource: (name: string) => `${prefix}-${name}`,
    functionLog: (functionName: string) => `/aws/lambda/${functionName}`,
    /**
     * The prefix keeps CloudWatch's resource policy short:
     * https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
     */
    machineLog: (machine: MachineName) => `/aws/vendedlogs/states/${prefix}-${machine}`,
    accessLog: `/aws/apigateway/${prefix}-api`,
  };
};

export type Names = ReturnType<typeof namesOf>;
