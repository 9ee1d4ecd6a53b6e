import type { z } from 'zod';
import { credentialState } from '#shared/kernel/credential-state.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import type { PublisherApp, PublisherApps } from '#shared/store/publisher-app-store.ts';
import type { contract } from './contract.ts';

/** Throws `NotFound` if the MSP has set no app. */
export const requirePublisherApp = async (
  scope: MspScope,
  publisherApps: Pick<PublisherApps, 'get'>,
): Promise<PublisherApp> => {
  const app = await publisherApps.get(scope);
  if (app === undefined)
    throw new AppError('NotFound', 'there is no publisher app yet; set it with PUT /v1/publisher-app');
  return app;
};

export const toAnswer = (
  { clientId, credential, changedAt }: PublisherApp,
  { origin, connections, now }: { readonly origin: string; readonly connections: number; readonly now: Date },
): z.input<typeof contract.operations.getPublisherApp.response.body> => {
  const { kind, expiresOn, state } = credential;
  return {
    clientId,
    credential: {
      kind,
      expiresOn,
      state: credentialState({ state: state === 'valid' ? 'valid' : 'unknown', expiresOn }, now),
    },
    redirectUri: `${origin}/v1/consent/callback`,
    connections,
    changedAt,
  };
};
