import type { z } from 'zod';
import { tenantNameOf } from '#shared/book/book-tenants.ts';
import { syncStatusOf } from '#shared/book/sync-status.ts';
import { credentialState } from '#shared/kernel/credential-state.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { ApiAnswer, ApiRequest } from '#shared/lambda/function-contract.ts';
import { readView } from '#shared/views/read-view.ts';
import type { TenantView } from '#shared/views/subject-status.ts';
import type { HubCard, HubView } from './card.ts';
import { hubCards } from './cards/index.ts';
import type { contract, HubAnswer } from './contract.ts';
import type { Deps } from './deps.ts';

type Op = typeof contract.operations.getHub;
type Answer = z.input<typeof HubAnswer>;

type Cards = typeof hubCards;

// The type of Object.entries does not relate names to cards.
const cards = Object.entries(hubCards) as [keyof Cards, HubCard][];

/** The surfaces of all cards. Each is read once for all of them. */
const hubSurfaces = [...new Set(cards.flatMap(([, { surfaceIds }]) => surfaceIds))].sort();

const connectionOf = ({ tenant }: TenantView, now: Date): Answer['connections'][number] => {
  const { connectionId, tenantId, mode, credential } = tenant.connection;
  return {
    connectionId,
    tenantId,
    tenantName: tenantNameOf(tenant),
    mode,
    credential: { state: credentialState(credential, now), expiresOn: credential.expiresOn },
  };
};

export const getHub = async ({ caller, params }: ApiRequest<Op, MemberScope>, deps: Deps): Promise<ApiAnswer<Op>> => {
  const now = deps.clock.now();
  const of: HubView = { ...(await readView(caller, params.customerId, hubSurfaces, deps)), caller, now };
  const made = await Promise.all(
    cards.map(async ([name, card]) => {
      const state = syncStatusOf(of.synced, card.surfaceIds);
      return [name, { ...state, ...(await card.make(of, deps)) }];
    }),
  );
  // The type of Object.fromEntries does not either; the response is validated against the contract.
  const shown = Object.fromEntries(made) as Pick<Answer, keyof Cards>;
  return {
    body: {
      customerId: of.customer.customerId,
      name: of.customer.name,
      connections: of.tenants.map((tenant) => connectionOf(tenant, now)),
      ...shown,
      ...of.synced,
    },
  };
};
