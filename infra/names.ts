import type { MachineName, OwnKey } from '#shared/lambda/function-contract.ts';

/** `list-connections` → `ListConnections`: construct ids and substitutions in the definitions of state machines. */
export const pascal = (name: string): string =>
  name.replaceAll(/(?:^|-)([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());

/**
 * Physical names. The stacks of a stage refer to each other by these, not by CloudFormation exports, so that one stack
 * can be replaced while others use it, and log groups have readable names.
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
  };
};

export type Names = ReturnType<typeof namesOf>;
