import { ConfidentialClientApplication, type INetworkModule, type NetworkRequestOptions } from '@azure/msal-node';
import { addSeconds, type Clock } from '#shared/kernel/clock.ts';
import type { Cloud } from '#shared/kernel/cloud.ts';
import type { Credential } from '#shared/kernel/credential.ts';
import { AppError, isAppError } from '#shared/kernel/errors.ts';
import { Secret } from '#shared/kernel/secret.ts';
import { isTransient, maxAttempts } from './backoff.ts';
import { classifyToken } from './classify.ts';
import { cloudOrigins, type OutgoingRequest, type Transport } from './origins.ts';
import { parseJsonOrUndefined } from './parse-json.ts';

export interface Application {
  readonly credential: Credential;
  readonly tenantId: string;
  readonly clientId: string;
  readonly cloud: Cloud;
}

/**
 * The throttle window of a tenant's token endpoint: as long as Entra asks for, or a fixed time after repeated failures.
 * It is stored with the tenant, because many processes request its tokens.
 */
export interface TokenWindow {
  /** Undefined where no window is open. */
  until(): Promise<Date | undefined>;
  open(until: Date): Promise<void>;
}

export interface Tokens {
  /**
   * From the cache while it is valid. `fresh` requests a new token, which includes recent consents. Nothing is
   * requested while the window is open.
   */
  token(window: TokenWindow, options?: { readonly fresh?: boolean }): Promise<Secret>;
}

/** The token endpoint answers quickly or not at all. */
const timeoutSeconds = 8;

/** The wait where Entra throttles without a Retry-After, or is down. */
const defaultWaitSeconds = 30;

/** The throttle bucket of the token endpoint. */
export const tokenBucket = ['token'] as const;

const windowIsOpen = (seconds: number): AppError =>
  new AppError('MicrosoftThrottled', 'the token endpoint is not used until its throttle window is over', {
    retryAfterSeconds: Math.ceil(seconds),
  });

/** A store read that took longer than this is outdated: another process may have opened the window meanwhile. */
const maxStoreReadSeconds = 0.3;
const maxStoreReads = 10;

/** Seconds until the window is over, read as recently as possible. */
const secondsUntilOver = async (window: TokenWindow, clock: Clock): Promise<number> => {
  for (let reads = 1; ; reads += 1) {
    const startedAt = clock.now().getTime();
    const until = (await window.until())?.getTime() ?? 0;
    const now = clock.now().getTime();
    if (until > now || now - startedAt <= maxStoreReadSeconds * 1000 || reads === maxStoreReads)
      return (until - now) / 1000;
  }
};

interface TokenExchange {
  readonly send: Transport;
  readonly clock: Clock;
  readonly window: TokenWindow;
  readonly kind: Credential['kind'];
}

/**
 * Sends one request to the token endpoint unless its window is open, and stores the window that it asks for. Refusals
 * are thrown here, because MSAL takes a refusal without an error in its JSON for a success without a token, and an
 * empty object for a token.
 */
const exchangeToken = async ({ send, clock, window, kind }: TokenExchange, request: OutgoingRequest) => {
  const seconds = await secondsUntilOver(window, clock);
  if (seconds > 0) throw windowIsOpen(seconds);
  const { status, headers, text } = await send(request);
  const body = parseJsonOrUndefined(text);
  if (status < 200 || status > 299) {
    const failure = classifyToken({ status, headers, body }, clock.now(), kind);
    if (failure.code !== 'MicrosoftThrottled') throw failure;
    const wait = failure.details.retryAfterSeconds ?? defaultWaitSeconds;
    await window.open(addSeconds(clock.now(), wait));
    throw new AppError(failure.code, failure.message, { ...failure.details, retryAfterSeconds: wait });
  }
  if (body === undefined) throw new AppError('MicrosoftUnavailable', 'the token endpoint answered without JSON');
  return { status, headers, body };
};

type Exchange = (request: OutgoingRequest) => ReturnType<typeof exchangeToken>;

/** The network module of MSAL. It records failures, because MSAL's own errors lose them. */
const networkModule = (exchange: Exchange, record: (failure: unknown) => void): INetworkModule => {
  const sendThrough = async (method: 'GET' | 'POST', url: string, options?: NetworkRequestOptions) => {
    const request = { method, url, timeoutSeconds, headers: options?.headers ?? {} };
    try {
      const { status, headers, body } = await exchange({
        ...request,
        ...(options?.body !== undefined && { body: options.body }),
      });
      // biome-ignore lint/suspicious/noExplicitAny: MSAL's interface is generic in a body that only MSAL knows
      return { status, headers: Object.fromEntries(headers), body: body as any };
    } catch (error) {
      record(error);
      throw error;
    }
  };
  return {
    sendGetRequestAsync: (url, options) => sendThrough('GET', url, options),
    sendPostRequestAsync: (url, options) => sendThrough('POST', url, options),
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
 * Tokens of one application in one tenant. After any refusal the client is created again: MSAL would otherwise block
 * itself for a minute without sending a request.
 *
 * This is a circuit breaker: after as many consecutive failures as a caller has attempts, the window is opened for all
 * callers. When it is over, one request tests the endpoint, and a failure opens the window again. An Entra that is down
 * is asked once every 30 s, not by every surface of every run.
 */
export const openTokens = (application: Application, send: Transport, clock: Clock): Tokens => {
  let failure: unknown;
  let window: TokenWindow | undefined;
  const exchange: Exchange = (request) => {
    if (window === undefined) throw new Error('a token request without a window');
    return exchangeToken({ send, clock, window, kind: application.credential.kind }, request);
  };
  const network = networkModule(exchange, (error) => {
    failure = error;
  });
  let client = clientOf(application, network);
  let failuresInARow = 0;
  const scopes = [`${cloudOrigins(application.cloud).graph}/.default`];

  const toAppError = (cause: unknown): AppError => {
    const known = [failure, cause].find((error) => isAppError(error));
    if (known !== undefined) return new AppError(known.code, known.message, known.details, { cause });
    return new AppError('MicrosoftUnavailable', 'no token could be obtained', {}, { cause });
  };

  /** Any answer except a transient fault proves that Entra is reachable. */
  const countFailure = async (tenantWindow: TokenWindow, error?: AppError): Promise<void> => {
    if (isAppError(error, 'MicrosoftThrottled')) return;
    failuresInARow = isTransient(error) ? failuresInARow + 1 : 0;
    if (failuresInARow >= maxAttempts) await tenantWindow.open(addSeconds(clock.now(), defaultWaitSeconds));
  };

  return {
    async token(tenantWindow, { fresh = false } = {}) {
      window = tenantWindow;
      failure = undefined;
      try {
        const result = await client.acquireTokenByClientCredential({ scopes, skipCache: fresh });
        if (!result?.accessToken)
          throw new AppError('MicrosoftAnswerMalformed', 'the token endpoint answered without a token');
        await countFailure(tenantWindow);
        return new Secret(result.accessToken);
      } catch (cause) {
        client = clientOf(application, network);
        const error = toAppError(cause);
        await countFailure(tenantWindow, error);
        throw error;
      }
    },
  };
};
