import { z } from 'zod';

/**
 * The fields that we read of a request in API Gateway's payload format 2.0. Header names arrive in lower case and path
 * parameters decoded. API Gateway omits what a request does not have, where the SAM CLI and emulators send null.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export const GatewayEvent = z.object({
  routeKey: z.string(),
  headers: z.record(z.string(), z.string()).default({}),
  pathParameters: z.record(z.string(), z.string()).nullish(),
  /** The query as it was sent; `queryStringParameters` joins repeated names by commas. */
  rawQueryString: z.string().default(''),
  queryStringParameters: z.record(z.string(), z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().default(false),
  requestContext: z.object({
    requestId: z.string(),
    domainName: z.string(),
    http: z.object({ method: z.string() }),
    authorizer: z.object({ lambda: z.record(z.string(), z.unknown()).nullish() }).nullish(),
  }),
});
export type GatewayEvent = z.output<typeof GatewayEvent>;

/** The origin of the API as the caller addressed it: `https://host`. */
export const originOf = ({ headers, requestContext }: GatewayEvent): string =>
  `${headers['x-forwarded-proto'] ?? 'https'}://${requestContext.domainName}`;

/** The response to API Gateway. */
export interface GatewayAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}
