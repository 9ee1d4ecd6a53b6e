import { ConfidentialClientApplication, type INetworkModule, type NetworkRequestOptions } from '@azure/msal-node';
import type { Credential } from '#shared/credentials/credential.ts';
import { addSeconds, type Clock } from '#shared/kernel/clock.ts';
import { AppError, isAppError } from '#shared/kernel/errors.ts';
import { Secret } from '#shared/kernel/secret.ts';
import { classifyToken } from './classify.ts';
import { jsonIn } from './json.ts';
import { type Cloud, originsOf, type Transport } from './origins.ts';

export interface Application {
  readonly credential: Credential;
  readonly tenantId: string;
  readonly clientId: string;
  readonly cloud: Cloud;
}

export interface Tokens {
  /** From memory while it is good; `fresh` asks Entra, which is how consents since are seen. */
  token(options?: { readonly fresh?: boolean }): Promise<Secret>;
}

/** The token endpoint answers at once or not at all. */
const timeoutSeconds = 8;

/** Entra asked us to come back later and did not say when. */
const defaultWaitSeconds = 30;

/**
 * MSAL's way out. What the endpoint refused is kept, because MSAL's own errors lose the status and the wait; what is no JSON must throw, because MSAL
 * takes an empty object for a token.
 */
const networkModule = (send: Transport, clock: Clock, note: (failure: AppError) => void): INetworkModule => {
  const exchange = async (method: 'GET' | 'POST', url: string, options?: NetworkRequestOptions) => {
    const { status, headers, text } = await send({
      method,
      url,
      timeoutSeconds,
      headers: options?.headers ?? {},
      ...(options?.body !== undefined && { body: options.body }),
    });
    const body = jsonIn(text);
    if (status < 200 || status > 299) {
      const failure = classifyToken({ status, headers, body }, clock.now());
      note(failure);
      throw failure; // MSAL takes a refusal whose JSON says nothing of an error for a success without a token
    }
    if (body === undefined) throw new AppError('MicrosoftUnavailable', 'the token endpoint answered without JSON');
    // biome-ignore lint/suspicious/noExplicitAny: MSAL's interface is generic in a body that only MSAL knows
    return { status, headers: Object.fromEntries(headers), body: body as any };
  };
  return {
    sendGetRequestAsync: (url, options) => exchange('GET', url, options),
    sendPostRequestAsync: (url, options) => exchange('POST', url, options),
  };
};

const clientOf = ({ credential, clientId, tenantId, cloud }: Application, networkClient: INetworkModule) =>
  new ConfidentialClientApplication({
    auth: {
      clientId,
      authority: `${originsOf(cloud).authority}/${tenantId}`,
      ...(credential.kind === 'secret'
        ? { clientSecret: credential.value.reveal() }
        : {
            clientCertificate: {
              thumbprintSha256: credential.thumbprintSha256,
              privateKey: credential.privateKeyPem.reveal(),
            },
          }),
    },
    system: { networkClient },
  });

/**
 * Tokens of one application in one tenant. After any refusal the client is made anew: MSAL would otherwise block itself for a minute, without a
 * request, whatever Entra asked for. The wait that Entra does ask for is kept here.
 */
export const openTokens = (application: Application, send: Transport, clock: Clock): Tokens => {
  let failure: AppError | undefined;
  let notBefore: Date | undefined;
  const network = networkModule(send, clock, (noted) => {
    failure = noted;
  });
  let client = clientOf(application, network);
  const scopes = [`${originsOf(application.cloud).graph}/.default`];

  const refuseWhileWaiting = (): void => {
    const seconds = notBefore === undefined ? 0 : (notBefore.getTime() - clock.now().getTime()) / 1000;
    if (seconds <= 0) return;
    throw new AppError('MicrosoftThrottled', 'the token endpoint asked us to wait', {
      retryAfterSeconds: Math.ceil(seconds),
    });
  };

  const explained = (cause: unknown): AppError => {
    const known = failure ?? (isAppError(cause) ? cause : undefined);
    if (known?.code === 'MicrosoftThrottled') {
      notBefore = addSeconds(clock.now(), known.details.retryAfterSeconds ?? defaultWaitSeconds);
    }
    if (known !== undefined) return new AppError(known.code, known.message, waitOf(known), { cause });
    return new AppError('MicrosoftUnavailable', 'no token could be had', {}, { cause });
  };

  return {
    async token({ fresh = false } = {}) {
      refuseWhileWaiting();
      failure = undefined;
      try {
        const result = await client.acquireTokenByClientCredential({ scopes, skipCache: fresh });
        if (result?.accessToken) return new Secret(result.accessToken);
      } catch (cause) {
        client = clientOf(application, network);
        throw explained(cause);
      }
      throw new AppError('MicrosoftAnswerMalformed', 'the token endpoint answered without a token');
    },
  };
};

const waitOf = ({ code, details }: AppError) =>
  code === 'MicrosoftThrottled'
    ? { ...details, retryAfterSeconds: details.retryAfterSeconds ?? defaultWaitSeconds }
    : details;
