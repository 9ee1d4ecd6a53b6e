import type { StoredFinding } from '#shared/store/finding-store.ts';
import type { LinkedTenant } from './book-tenants.ts';
import { type FindingAnswer, type FindingContext, findingAnswer } from './finding-answer.ts';

/** A stored finding as the API returns it. */
export const storedFindingAnswer = (
  row: StoredFinding,
  tenant: LinkedTenant,
  context: Omit<FindingContext, 'tenant'>,
): FindingAnswer => findingAnswer(row.findingKey, row, { tenant, ...context });
