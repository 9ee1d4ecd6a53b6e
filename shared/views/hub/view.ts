import type { z } from 'zod';
import { tenantNameOf } from '#shared/book/book-tenants.ts';
import { syncStatusOf } from '#shared/book/sync-status.ts';
import { credentialState } from '#shared/kernel/credential-state.ts';
import { type CardInput, defineView, type ViewDeps } from '../define-view.ts';
import { cards } from '../index.ts';
import type { TenantView } from '../subject-status.ts';
import { cardName, type HubConnection, HubView } from './shape.ts';

const connectionOf = ({ tenant }: TenantView, now: Date): z.input<typeof HubConnection> => {
  const { connectionId, tenantId, mode, credential } = tenant.connection;
  return {
    connectionId,
    tenantId,
    tenantName: tenantNameOf(tenant),
    mode,
    credential: { state: credentialState(credential, now), expiresOn: credential.expiresOn },
  };
};

/** Each card with the states of its own surfaces. */
const cardsOf = async (of: CardInput, deps: ViewDeps): Promise<Readonly<Record<string, unknown>>> => {
  const made = cards.map(async (card) => {
    const body = await card.make(of, deps);
    return [cardName(card.id), { ...syncStatusOf(of.synced, card.surfaceIds), ...body }] as const;
  });
  return Object.fromEntries(await Promise.all(made));
};

const inOrder = (ids: readonly string[]): readonly string[] => [...new Set(ids)].sort();

/** The customer page. Each surface is read once for all cards. */
export const hub = defineView({
  id: 'hub',
  operationId: 'getHub',
  route: 'GET /v1/customers/{customerId}/hub',
  description: 'The customer page in one call.',
  summary: 'Every card of the customer page, each with the states of its surfaces.',
  surfaceIds: inOrder(cards.flatMap(({ surfaceIds }) => surfaceIds)),
  factSurfaceIds: inOrder(cards.flatMap(({ factSurfaceIds }) => factSurfaceIds)),
  withFindings: cards.some(({ withFindings }) => withFindings),
  withTerms: cards.some(({ withTerms }) => withTerms),
  shape: HubView,
  make: async (of, deps) => ({
    customerId: of.customer.customerId,
    name: of.customer.name,
    connections: of.tenants.map((tenant) => connectionOf(tenant, of.now)),
    ...(await cardsOf(of, deps)),
  }),
});
