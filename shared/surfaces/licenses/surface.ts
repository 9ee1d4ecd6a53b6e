import { isAppError } from '#shared/kernel/errors.ts';
import { defineSurface, type GraphReader } from '../define-surface.ts';
import { allRecordsOf, recordsOf } from '../records.ts';
import { normalize } from './normalize.ts';
import { License, RawSku, RawSubscription } from './schema.ts';

/**
 * Undefined where Graph refuses them: licenses are useful without their renewal. Faults and throttling stop the read.
 */
const subscriptionsOf = async (graph: GraphReader) => {
  try {
    return await allRecordsOf(graph, { path: '/directory/subscriptions' }, RawSubscription);
  } catch (error) {
    if (isAppError(error, 'NeedsAccess', 'NeedsLicense', 'NotFound', 'MicrosoftRefused')) return undefined;
    throw error;
  }
};

export const licenses = defineSurface({
  id: 'licenses',
  title: 'Licenses',
  reference: 'https://learn.microsoft.com/graph/api/subscribedsku-list',
  job: 'posture',
  features: ['licenses'],
  throttleDomain: 'directory',
  everySeconds: 6 * 3600,
  accessOptions: [{ name: 'skus', scopes: [['Organization.Read.All', 'Directory.Read.All']] }],
  completeness: 'replace',
  fact: License,
  factVersion: 2,
  identify: (fact) => fact.skuId,
  async *read({ graph }) {
    const subscriptions = await subscriptionsOf(graph);
    for await (const skus of recordsOf(graph, { path: '/subscribedSkus' }, RawSku)) {
      yield skus.map((raw) => normalize(raw, subscriptions));
    }
  },
});
