import type { AccessOption } from '#shared/surfaces/define-surface.ts';

/** The options without their plans, for a tenant whose plans could not be read: Graph says which plans are missing. */
export const withoutPlanRequirements = (options: readonly AccessOption[]): readonly AccessOption[] =>
  options.map(({ plans: _plans, ...option }) => option);
