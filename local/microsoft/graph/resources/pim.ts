import type { Answer } from '#local/microsoft/http-answer.ts';
import { hasPlan } from '#local/microsoft/simulated-skus.ts';
import { badRequest, licenseMissing } from '../graph-errors.ts';
import type { GraphCall } from '../graph-resource.ts';

/** Refuses a PIM request of a tenant without P2, and any `$expand` but `principal`. */
export const validatePimRequest = ({ tenant, query, now }: GraphCall): Answer | undefined => {
  if (!hasPlan(tenant, 'AAD_PREMIUM_P2')) return licenseMissing.governance(now);
  if (query.expand === undefined || query.expand === 'principal') return undefined;
  return badRequest(`Parsing OData Select and Expand failed: cannot expand '${query.expand}'.`, now);
};
