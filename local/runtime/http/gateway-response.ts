import { z } from 'zod';

/** The response that the gateway sends. */
export interface GatewayResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  readonly body: Buffer | string;
}

/** A response of the gateway itself, with API Gateway's body `{message}`. */
export const gatewayError = (status: number, message: string): GatewayResponse => ({
  status,
  headers: { 'content-type': 'application/json' },
  cookies: [],
  body: JSON.stringify({ message }),
});

const withRetryAfter = (response: GatewayResponse, seconds: number): GatewayResponse => ({
  ...response,
  headers: { ...response.headers, 'retry-after': String(seconds) },
});

/** What API Gateway answers above the rate of its stage. It names no time; clients of the local stack are given one. */
export const tooManyRequests: GatewayResponse = withRetryAfter(gatewayError(429, 'Too Many Requests'), 1);

/** What API Gateway answers when Lambda throttles the function or its authorizer. */
export const serviceUnavailable: GatewayResponse = withRetryAfter(gatewayError(503, 'Service Unavailable'), 2);

export const internalServerError = gatewayError(500, 'Internal Server Error');

const Structured = z.looseObject({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/** Converts the result of a function. Without `statusCode`, the whole result is the body of a 200. */
export const toGatewayResponse = (result: unknown): GatewayResponse => {
  if (typeof result !== 'object' || result === null || !('statusCode' in result)) {
    const body = typeof result === 'string' ? result : JSON.stringify(result ?? null);
    return { status: 200, headers: { 'content-type': 'application/json' }, cookies: [], body };
  }
  const parsed = Structured.safeParse(result);
  if (!parsed.success) return internalServerError;
  const { statusCode: status, headers, cookies, body, isBase64Encoded } = parsed.data;
  const lower = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)] as const);
  return {
    status,
    headers: { ...(body ? { 'content-type': 'text/plain;charset=utf-8' } : {}), ...Object.fromEntries(lower) },
    cookies: cookies ?? [],
    body: isBase64Encoded === true ? Buffer.from(body ?? '', 'base64') : (body ?? ''),
  };
};
