import type { Way } from '#shared/surfaces/define-surface.ts';

/** Where the tenant's plans could not be read, Graph itself says which are missing. */
export const withoutPlans = (ways: readonly Way[]): readonly Way[] =>
  ways.map(({ name, scopes }) => ({ name, scopes }));
