import type { Answer } from '../http-answer.ts';

/**
 * The errors of the token endpoint that the product distinguishes, with their status, OAuth error and text.
 * https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
const errors = {
  70003: { status: 400, error: 'unsupported_grant_type', text: "The app requested an unsupported grant type '{}'." },
  70011: {
    status: 400,
    error: 'invalid_scope',
    text: "The provided value for the input parameter 'scope' isn't valid. The scope {} isn't valid.",
  },
  50027: { status: 401, error: 'invalid_client', text: 'JWT token is invalid or malformed.' },
  50196: {
    status: 429,
    error: 'temporarily_unavailable',
    text: 'The server terminated an operation because it encountered a client request loop.',
  },
  53003: {
    status: 400,
    error: 'invalid_grant',
    text: 'Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.',
  },
  65001: {
    status: 400,
    error: 'invalid_grant',
    text: "The user or administrator has not consented to use the application with ID '{}'. Send an interactive authorization request for this user and resource.",
  },
  90002: {
    status: 400,
    error: 'invalid_request',
    text: "Tenant '{}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.",
  },
  90033: { status: 503, error: 'temporarily_unavailable', text: 'A transient error has occurred. Please try again.' },
  900023: {
    status: 400,
    error: 'invalid_request',
    text: "Specified tenant identifier '{}' is neither a valid DNS name, nor a valid external domain.",
  },
  900144: {
    status: 400,
    error: 'invalid_request',
    text: "The request body must contain the following parameter: '{}'.",
  },
  900561: {
    status: 405,
    error: 'invalid_request',
    text: 'The endpoint only accepts POST requests. Received a {} request.',
  },
  700016: {
    status: 400,
    error: 'unauthorized_client',
    text: "Application with identifier '{}' was not found in the directory '{}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.",
  },
  700021: {
    status: 401,
    error: 'invalid_client',
    text: "Client assertion application identifier doesn't match 'client_id' parameter.",
  },
  700023: {
    status: 401,
    error: 'invalid_client',
    text: 'Client assertion audience claim does not match Realm issuer.',
  },
  700024: { status: 401, error: 'invalid_client', text: 'Client assertion is not within its valid time range.' },
  700027: {
    status: 401,
    error: 'invalid_client',
    text: "The certificate with identifier used to sign the client assertion is not registered on application. [Reason - {}, Please visit the Azure Portal to see configured keys for application Id '{}'.]",
  },
  7000112: { status: 401, error: 'unauthorized_client', text: "Application '{}'({}) is disabled." },
  7000215: {
    status: 401,
    error: 'invalid_client',
    text: "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '{}'.",
  },
  7000216: {
    status: 401,
    error: 'invalid_client',
    text: "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type.",
  },
  7000222: {
    status: 401,
    error: 'invalid_client',
    text: "The provided client secret keys for app '{}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.",
  },
} as const satisfies Record<number, { status: number; error: string; text: string }>;

export type AadstsCode = keyof typeof errors;

/** The same id in every answer: the product must not depend on it. */
const traceId = '3f1c9a52-6a11-4d0e-9c43-5b0e7d3c1a00';

/** The documented error body. `values` replace the `{}` placeholders of its text, in order. */
export const tokenError = (
  code: AadstsCode,
  now: Date,
  correlationId: string,
  ...values: readonly string[]
): Answer => {
  const { status, error, text } = errors[code];
  const remaining = [...values];
  const message = text.replaceAll('{}', () => remaining.shift() ?? '');
  const timestamp = `${now.toISOString().slice(0, 19).replace('T', ' ')}Z`;
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store, no-cache' },
    body: {
      error,
      error_description: `AADSTS${code}: ${message}\r\nTrace ID: ${traceId}\r\nCorrelation ID: ${correlationId}\r\nTimestamp: ${timestamp}`,
      error_codes: [code],
      timestamp,
      trace_id: traceId,
      correlation_id: correlationId,
      error_uri: `https://login.microsoftonline.com/error?code=${code}`,
    },
  };
};
