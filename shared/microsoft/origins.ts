import { z } from 'zod';
import type { Cloud } from '#shared/kernel/cloud.ts';
import { AppError } from '#shared/kernel/errors.ts';

/**
 * The only module that sends requests to Microsoft. All other code uses the real origins. The last step may redirect a
 * request to another origin, so that the whole stack can run unchanged against a simulated Microsoft.
 */
export interface CloudOrigins {
  readonly authority: string;
  readonly graph: string;
}

/** https://learn.microsoft.com/graph/deployments */
const clouds: Readonly<Record<Cloud, CloudOrigins>> = {
  global: { authority: 'https://login.microsoftonline.com', graph: 'https://graph.microsoft.com' },
  usgov: { authority: 'https://login.microsoftonline.us', graph: 'https://graph.microsoft.us' },
  'usgov-dod': { authority: 'https://login.microsoftonline.us', graph: 'https://dod-graph.microsoft.us' },
  china: {
    authority: 'https://login.partner.microsoftonline.cn',
    graph: 'https://microsoftgraph.chinacloudapi.cn',
  },
};

export const cloudOrigins = (cloud: Cloud): CloudOrigins => clouds[cloud];

/** Former origins that Microsoft still documents for a cloud. */
const formerOrigins: Readonly<Record<string, string>> = {
  'https://login.partner.microsoftonline.cn': 'https://login.chinacloudapi.cn',
};

const knownOrigins = new Set(Object.values(clouds).flatMap(({ authority, graph }) => [authority, graph]));

/**
 * Hosts that serve usage reports: this one, or another one below the same domain.
 * https://learn.microsoft.com/graph/api/resources/report
 */
export const isReportOrigin = (origin: string): boolean => /^https:\/\/([a-z0-9-]+\.)+office\.com$/.test(origin);

const Origin = z.url({ protocol: /^https?$/ }).transform((url) => new URL(url).origin);
const Redirections = z.string().transform((text, context): Readonly<Record<string, string>> => {
  try {
    return z.record(Origin, Origin).parse(JSON.parse(text));
  } catch {
    context.addIssue({
      code: 'custom',
      message:
        'MICROSOFT_ORIGINS must be a JSON object of origins, such as {"https://graph.microsoft.com":"http://127.0.0.1:4020"}',
    });
    return z.NEVER;
  }
});

/** A map from real origin to replacement. No deployed stack sets the variable. */
export const parseRedirections = (text: string | undefined): Readonly<Record<string, string>> =>
  text === undefined || text === '' ? {} : Redirections.parse(text);

export interface OutgoingRequest {
  readonly method: 'GET' | 'POST';
  /** With the real origin. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** For connecting, headers and body together. Default: 30. */
  readonly timeoutSeconds?: number;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Sends one request and reads the whole response. Throws `MicrosoftUnavailable` where none comes. */
export type Transport = (request: OutgoingRequest) => Promise<HttpResponse>;

const defaultTimeoutSeconds = 30;

const redirectedUrl = (url: string, redirections: Readonly<Record<string, string>>): string => {
  const { origin, pathname, search } = new URL(url);
  if (!knownOrigins.has(origin) && !isReportOrigin(origin))
    throw new Error(`nothing is sent to ${origin}, which is not an origin of Microsoft`);
  const former = formerOrigins[origin];
  const target = redirections[origin] ?? (former === undefined ? undefined : redirections[former]) ?? origin;
  return `${target}${pathname}${search}`;
};

/** Redirects are not followed, so that a token never reaches another host. */
export const redirectedTransport =
  (redirections: Readonly<Record<string, string>>): Transport =>
  async ({ method, url, headers, body, timeoutSeconds = defaultTimeoutSeconds }) => {
    const target = redirectedUrl(url, redirections);
    try {
      const response = await fetch(target, {
        method,
        headers,
        body: body ?? null,
        redirect: 'manual',
        signal: AbortSignal.timeout(Math.ceil(timeoutSeconds * 1000)),
      });
      return { status: response.status, headers: response.headers, text: await response.text() };
    } catch (cause) {
      throw new AppError('MicrosoftUnavailable', `no answer from ${new URL(url).host}`, {}, { cause });
    }
  };

let transportOfProcess: Transport | undefined;

/** The transport of this process. Only here the code reads the environment variable. */
export const transport: Transport = (request) => {
  transportOfProcess ??= redirectedTransport(parseRedirections(process.env['MICROSOFT_ORIGINS']));
  return transportOfProcess(request);
};
