import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';
import { requirePublisherApp, toAnswer } from './publisher-app-answer.ts';

type Op = typeof contract.operations.getPublisherApp;

export const getPublisherApp = async (
  { caller, origin }: ApiRequest<Op, MemberScope>,
  { publisherApps, connections, clock }: Deps,
): Promise<ApiAnswer<Op>> => {
  const [app, all] = await Promise.all([requirePublisherApp(caller, publisherApps), connections.list(caller)]);
  const connected = all.filter(({ mode }) => mode === 'publisher-app').length;
  return { body: toAnswer(app, { origin, connections: connected, now: clock.now() }) };
};
