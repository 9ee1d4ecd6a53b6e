import { discover } from '#infra/discover.ts';

/** An id for each parameter of a path. */
export type BookIds = Readonly<Record<string, string>>;

// biome-ignore lint/suspicious/noExplicitAny: what the API answers; a missing id fails the request that needs it
type Get = (path: string) => Promise<any>;

/** The ids of one customer of the demo book with a finding, of its connection and of a run. */
export const idsOfTheBook = async (get: Get): Promise<BookIds> => {
  const [finding] = (await get('/v1/findings?limit=1')).items;
  const connections = (await get('/v1/connections?limit=100')).items;
  const { connectionId } = connections.find(({ tenantId }: { tenantId: string }) => tenantId === finding.tenantId);
  const [run] = (await get(`/v1/connections/${connectionId}/runs`)).items;
  return {
    connectionId,
    customerId: finding.customerIds[0],
    findingId: finding.findingId,
    findingKey: finding.findingKey,
    runId: run.runId,
  };
};

/** What exists only after a person asked for it, and is not part of the demo book. */
const notInTheBook = [
  'GET /v1/erasures/{erasureId}',
  'GET /v1/publisher-app',
  'GET /v1/customers/{customerId}/contract',
];

const { api } = await discover();

/** The path of every GET route that has an ETag. */
export const cacheablePaths = (ids: BookIds): readonly string[] =>
  api
    .flatMap(({ contract }) => Object.values(contract.operations))
    .filter(({ route, ability, sensitive }) => route.startsWith('GET ') && ability !== 'public' && sensitive !== true)
    .filter(({ route }) => !notInTheBook.includes(route))
    .map(({ route }) =>
      (route.split(' ')[1] ?? '').replaceAll(/\{(\w+)\}/g, (_all, name: string) => ids[name] ?? name),
    );
