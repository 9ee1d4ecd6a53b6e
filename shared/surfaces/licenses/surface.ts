import { isAppError } from '#shared/kernel/errors.ts';
import { defineSurface, type GraphReader } from '../define-surface.ts';
import { parsePage } from '../raw.ts';
import { normalize } from './normalize.ts';
import { License, RawSku, RawSubscription } from './schema.ts';

/**
 * Undefined where Graph refuses them: licenses are useful without their renewal. Faults and throttling stop the read.
 */
const subscriptionsOf = async (graph: GraphReader) => {
  try {
    const pages = await Array.fromAsync(graph.pages({ path: '/directory/subscriptions' }));
    return pages.flatMap((page) => parsePage(RawSubscription, page));
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
    for await (const page of graph.pages({ path: '/subscribedSkus' })) {
      yield parsePage(RawSku, page).map((raw) => normalize(raw, subscriptions));
    }
  },
});
