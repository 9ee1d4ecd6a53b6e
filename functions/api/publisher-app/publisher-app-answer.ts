import type { z } from 'zod';
import { credentialState } from '#shared/kernel/credential-state.ts';
import type { PublisherApp } from '#shared/store/publisher-app-store.ts';
import type { contract } from './contract.ts';

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
