import type { AccessOption } from '#shared/surfaces/define-surface.ts';

/** Where the tenant's plans could not be read, Graph itself says which are missing. */
export const withoutPlanRequirements = (ways: readonly AccessOption[]): readonly AccessOption[] =>
  ways.map(({ name, scopes }) => ({ name, scopes }));
