import { ConfidentialClientApplication, type INetworkModule, type NetworkRequestOptions } from '@azure/msal-node';
import { addSeconds, type Clock } from '#shared/kernel/clock.ts';
import type { Credential } from '#shared/kernel/credential.ts';
import { AppError, isAppError } from '#shared/kernel/errors.ts';
import { Secret } from '#shared/kernel/secret.ts';
import { isTransient, maxAttempts } from './backoff.ts';
import { classifyToken } from './classify.ts';
import { type Cloud, cloudOrigins, type OutgoingRequest, type Transport } from './origins.ts';
import { parseJsonOrUndefined } from './parse-json.ts';

export interface Application {
  readonly credential: Credential;
  readonly tenantId: string;
  readonly clientId: string;
  readonly cloud: Cloud;
}

/** How long the callers of one tenant stay away from Entra: as long as it asked, or a while after it failed again and again. It is kept beside the tenant, because many processes ask for its tokens. */
export interface TokenWindow {
  /** Undefined where nobody has to, or the time is over. */
  until(): Promise<Date | undefined>;
  open(until: Date): Promise<void>;
}

export interface Tokens {
  /** From memory while it is good; `fresh` asks Entra, which is how consents since are seen. Nobody asks while the window is open. */
  token(window: TokenWindow, options?: { readonly fresh?: boolean }): Promise<Secret>;
}

/** The token endpoint answers at once or not at all. */
const timeoutSeconds = 8;

/** Entra asked us to come back later and did not say when; or it is down. */
const defaultWaitSeconds = 30;

/** The bucket of the token endpoint. */
export const tokenBucket = ['token'] as const;

const waiting = (seconds: number): AppError =>
  new AppError('MicrosoftThrottled', 'the token endpoint is left alone for a while', {
    retryAfterSeconds: Math.ceil(seconds),
  });

/** An answer that took longer than this to come is old: another process may have been told to wait in between. */
const freshSeconds = 0.3;
const looksAtMost = 10;

/** How long nobody may ask, as it was known a moment ago. */
const secondsOf = async (window: TokenWindow, clock: Clock): Promise<number> => {
  for (let look = 1; ; look += 1) {
    const lookedAt = clock.now().getTime();
    const until = (await window.until())?.getTime() ?? 0;
    const now = clock.now().getTime();
    if (until > now || now - lookedAt <= freshSeconds * 1000 || look === looksAtMost) return (until - now) / 1000;
  }
};

/**
 * Sends one request to the token endpoint, unless it asked us to wait; and keeps what it asks. A refusal is thrown here, because MSAL takes one whose JSON
 * says nothing of an error for a success without a token, and an empty object for a token.
 */
const exchanged = async (
  { send, clock, window }: { readonly send: Transport; readonly clock: Clock; readonly window: TokenWindow },
  request: OutgoingRequest,
) => {
  const seconds = await secondsOf(window, clock);
  if (seconds > 0) throw waiting(seconds);
  const { status, headers, text } = await send(request);
  const body = parseJsonOrUndefined(text);
  if (status < 200 || status > 299) {
    const failure = classifyToken({ status, headers, body }, clock.now());
    if (failure.code !== 'MicrosoftThrottled') throw failure;
    const wait = failure.details.retryAfterSeconds ?? defaultWaitSeconds;
    await window.open(addSeconds(clock.now(), wait));
    throw new AppError(failure.code, failure.message, { ...failure.details, retryAfterSeconds: wait });
  }
  if (body === undefined) throw new AppError('MicrosoftUnavailable', 'the token endpoint answered without JSON');
  return { status, headers, body };
};

type Exchange = (request: OutgoingRequest) => ReturnType<typeof exchanged>;

/** MSAL's way out. What went wrong is noted, because MSAL's own errors lose it. */
const networkModule = (exchange: Exchange, note: (failure: unknown) => void): INetworkModule => {
  const through = async (method: 'GET' | 'POST', url: string, options?: NetworkRequestOptions) => {
    const request = { method, url, timeoutSeconds, headers: options?.headers ?? {} };
    try {
      const { status, headers, body } = await exchange({
        ...request,
        ...(options?.body !== undefined && { body: options.body }),
      });
      // biome-ignore lint/suspicious/noExplicitAny: MSAL's interface is generic in a body that only MSAL knows
      return { status, headers: Object.fromEntries(headers), body: body as any };
    } catch (error) {
      note(error);
      throw error;
    }
  };
  return {
    sendGetRequestAsync: (url, options) => through('GET', url, options),
    sendPostRequestAsync: (url, options) => through('POST', url, options),
  };
};

const clientOf = ({ credential, clientId, tenantId, cloud }: Application, networkClient: INetworkModule) =>
  new ConfidentialClientApplication({
    auth: {
      clientId,
      authority: `${cloudOrigins(cloud).authority}/${tenantId}`,
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
 * request, whatever Entra asked for.
 *
 * After as many failures in a row as one caller's patience lasts, the window is opened for everybody. When it is over the next one asks, and where that
 * fails, too, it opens again at once: an Entra that is down is asked once in half a minute, not by every surface of every run.
 */
export const openTokens = (application: Application, send: Transport, clock: Clock): Tokens => {
  let failure: unknown;
  let window: TokenWindow | undefined;
  const exchange: Exchange = (request) => {
    if (window === undefined) throw new Error('nobody asked for a token');
    return exchanged({ send, clock, window }, request);
  };
  const network = networkModule(exchange, (noted) => {
    failure = noted;
  });
  let client = clientOf(application, network);
  let failuresInARow = 0;
  const scopes = [`${cloudOrigins(application.cloud).graph}/.default`];

  const explained = (cause: unknown): AppError => {
    const known = [failure, cause].find((error) => isAppError(error));
    if (known !== undefined) return new AppError(known.code, known.message, known.details, { cause });
    return new AppError('MicrosoftUnavailable', 'no token could be had', {}, { cause });
  };

  /** Anything but weather says that Entra is there. */
  const count = async (ofTenant: TokenWindow, error?: AppError): Promise<void> => {
    if (isAppError(error, 'MicrosoftThrottled')) return;
    failuresInARow = isTransient(error) ? failuresInARow + 1 : 0;
    if (failuresInARow >= maxAttempts) await ofTenant.open(addSeconds(clock.now(), defaultWaitSeconds));
  };

  return {
    async token(ofTenant, { fresh = false } = {}) {
      window = ofTenant;
      failure = undefined;
      try {
        const result = await client.acquireTokenByClientCredential({ scopes, skipCache: fresh });
        if (!result?.accessToken)
          throw new AppError('MicrosoftAnswerMalformed', 'the token endpoint answered without a token');
        await count(ofTenant);
        return new Secret(result.accessToken);
      } catch (cause) {
        client = clientOf(application, network);
        const error = explained(cause);
        await count(ofTenant, error);
        throw error;
      }
    },
  };
};
