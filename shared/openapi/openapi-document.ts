import { z } from 'zod';
import { roleAllows } from '#shared/access/abilities.ts';
import type { ApiContract, Operation } from '#shared/contract/function-contract.ts';
import type { Role } from '#shared/kernel/scope.ts';
import { idempotencyKeyRule } from '../api/idempotency-key.ts';
import { Problem } from '../api/problem.ts';
import { type Parameter, parameterOrReference, parametersOf, sharedParameters } from './openapi-parameters.ts';
import { errorResponses, type NamedResponses, type OwnResponse, rateLimitHeaders } from './openapi-responses.ts';
import { jsonSchemaOf, type NamedSchemas } from './openapi-schemas.ts';
import { repeatedSchemas, withReferences } from './repeated-schemas.ts';
import { withShortNullables } from './short-nullables.ts';

export interface ApiResource {
  /** The folder of the function, which is the tag of its operations. */
  readonly name: string;
  readonly contract: ApiContract;
}

const header = (name: string, description: string, rule: Record<string, unknown> = {}): Parameter => ({
  name,
  in: 'header',
  description,
  schema: { type: 'string', ...rule },
});
const idempotencyKey = header(
  'Idempotency-Key',
  'Send the same key with a repeated request, so that it is answered once: printable characters without a space.',
  idempotencyKeyRule,
);
const ifNoneMatch = header(
  'If-None-Match',
  'The ETag of the response that you have; the status is 304 while it is unchanged.',
);

/** OpenAPI takes no `Content-Type`, `Accept` or `Authorization` among the parameters. */
const describedElsewhere: readonly string[] = ['accept', 'authorization', 'content-type'];

const headersOf = ({ headers }: Operation, named: NamedSchemas): Parameter[] => {
  const shape = Object.entries(headers?.shape ?? {}).filter(([name]) => !describedElsewhere.includes(name));
  return parametersOf(z.object(Object.fromEntries(shape)), 'header', named);
};

const contentOf = ({ response }: Operation, named: NamedSchemas): Pick<OwnResponse, 'content'> => {
  if (response.body === undefined) return {};
  const schema = jsonSchemaOf(response.body, 'answer', named);
  const forms = (response.mediaTypes ?? ['application/json']).map((mediaType) => [
    mediaType,
    { schema: mediaType === 'application/json' ? schema : { type: 'string' } },
  ]);
  return { content: Object.fromEntries(forms) };
};

const answerOf = (operation: Operation, named: NamedSchemas): Record<string, OwnResponse> => {
  const { route, response, sensitive } = operation;
  const isCacheable = route.startsWith('GET ') && !sensitive;
  const etag = isCacheable ? { ETag: { $ref: '#/components/headers/ETag' } } : {};
  const all = { ...etag, ...rateLimitHeaders(operation) };
  const headers = Object.keys(all).length === 0 ? {} : { headers: all };
  const content = contentOf(operation, named);
  return {
    [response.status]: { description: 'Done', ...headers, ...content },
    ...(isCacheable ? { 304: { description: 'Not changed' } } : {}),
    ...Object.fromEntries(
      Object.entries(response.otherStatuses ?? {}).map(([status, meaning]) => [
        status,
        // A protocol within the operation refuses by a body of its own.
        { description: meaning, ...(Number(status) >= 400 ? content : {}) },
      ]),
    ),
  };
};

/** The first sentence, or its part before a colon, and what follows. */
const splitSummary = (text: string): readonly [first: string, rest: string] => {
  const end = /[.:](?= )/.exec(text)?.index ?? text.length;
  const [first, rest] = [text.slice(0, end), text.slice(end + 1).trim()];
  return [first.replace(/\.$/, ''), rest.charAt(0).toUpperCase() + rest.slice(1)];
};

/** What the summary leaves out, and who may call it. */
const descriptionOf = (rest: string, ability: Operation['ability']): string =>
  [rest === '' || rest.endsWith('.') ? rest : `${rest}.`, whoMay(ability)].filter((part) => part !== '').join(' ');

const roles = ['admin', 'member', 'viewer'] as const satisfies readonly Role[];

/** The roles that have the ability; an access token needs it among its scopes as well. */
const whoMay = (ability: Operation['ability']): string => {
  if (ability === 'public') return 'Needs no sign-in.';
  const allowed = roles.filter((role) => roleAllows(role, ability));
  return `For ${allowed.length === 1 ? 'the role' : 'the roles'} ${allowed.join(', ')}.`;
};

const allParameters = (operation: Operation, named: NamedSchemas): readonly Parameter[] => {
  const { route, ability, params, query, sensitive } = operation;
  return [
    ...parametersOf(params, 'path', named),
    ...parametersOf(query, 'query', named),
    ...headersOf(operation, named),
    ...(route.startsWith('POST ') && ability !== 'public' ? [idempotencyKey] : []),
    ...(route.startsWith('GET ') && !sensitive ? [ifNoneMatch] : []),
  ];
};

const operationOf = (
  id: string,
  tag: string,
  operation: Operation,
  named: NamedSchemas,
  responses: NamedResponses,
  shared: Readonly<Record<string, Parameter>>,
): Record<string, unknown> => {
  const { summary, body, csv, ability } = operation;
  const [first, rest] = splitSummary(summary);
  const answers = answerOf(operation, named);
  const parameters = allParameters(operation, named).map((parameter) => parameterOrReference(parameter, shared));
  const requestBody = body && {
    required: true,
    content: {
      'application/json': { schema: jsonSchemaOf(body, 'request', named) },
      ...(csv === undefined ? {} : { 'text/csv': { schema: { type: 'string' } } }),
    },
  };
  return {
    operationId: id,
    tags: [tag],
    summary: first,
    description: descriptionOf(rest, ability),
    ...(ability === 'public' ? { security: [] } : { 'x-ability': ability }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(requestBody === undefined ? {} : { requestBody }),
    responses: { ...answers, ...errorResponses(operation, responses, answers) },
  };
};

/**
 * The OpenAPI 3.1 document (https://spec.openapis.org/oas/v3.1.0) of these resources. Validation and types use the same
 * schemas, so the document always agrees with them. Each of the `repeated` schemas has a name, and stands once.
 */
export const openApiDocument = (
  resources: readonly ApiResource[],
  version: string,
  repeated: readonly z.ZodType[] = [],
): Record<string, unknown> => {
  const named: NamedSchemas = new Map();
  for (const schema of [Problem, GatewayMessage, ...repeated]) jsonSchemaOf(schema, 'answer', named);
  const responses: NamedResponses = new Map();
  const operations = resources.flatMap(({ contract }) => Object.values(contract.operations));
  const shared = sharedParameters(operations.flatMap((operation) => allParameters(operation, named)));
  const paths: Record<string, Record<string, unknown>> = {};
  const tags = new Map<string, NonNullable<Operation['tag']>>();
  for (const { name, contract } of resources) {
    for (const [id, operation] of Object.entries(contract.operations)) {
      const [method = '', path = ''] = operation.route.split(' ');
      const tag = operation.tag ?? { name, description: contract.description };
      tags.set(tag.name, tag);
      paths[path] = {
        ...paths[path],
        [method.toLowerCase()]: operationOf(id, tag.name, operation, named, responses, shared),
      };
    }
  }
  const short = shortened(named, repeated);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Vectis for Microsoft 365',
      version,
      description,
      contact: { name: 'Support', url: 'https://vectis.example/support' },
      license: { name: 'Proprietary', url: 'https://vectis.example/license' },
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }],
    tags: Object.values(inOrder(Object.fromEntries(tags))),
    paths: short(inOrder(paths)),
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', description: bearerToken } },
      parameters: short(inOrder({ ...shared })),
      headers: {
        ETag: { description: 'The ETag of the response body', schema: { type: 'string' } },
        ...rateLimitHeaderComponents,
      },
      responses: inOrder(Object.fromEntries(responses)),
      schemas: inOrder(Object.fromEntries([...named].map(([name, schema]) => [name, short(schema, name)]))),
    },
  };
};

/** Writes each repeated schema once, and unions with null in their short form. */
const shortened = (named: NamedSchemas, schemas: readonly z.ZodType[]) => {
  const names = schemas.map((schema) => z.globalRegistry.get(schema)?.id);
  const repeated = repeatedSchemas(new Map([...named].filter(([name]) => names.includes(name))));
  return (value: unknown, own?: string): unknown => withShortNullables(withReferences(value, repeated, own));
};

/** What API Gateway itself answers. */
const GatewayMessage = z
  .object({ message: z.string() })
  .meta({ id: 'GatewayMessage', description: 'What API Gateway answers by itself.' });

const description = [
  'Times are ISO 8601 in UTC. Lists are paged by `cursor`; a short page may still have a next page.',
  'Unknown fields in a request are an error. Responses may gain fields without notice.',
  'Operations that count requests answer with `RateLimit` and `RateLimit-Policy`. Elsewhere the gateway alone limits',
  'requests, for all callers together; its 429 has neither.',
].join(' ');

/** https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-ratelimit-headers-11 */
const rateLimitHeaderComponents = {
  RateLimit: {
    description: 'The requests that are left, and the seconds until there are more: `"bodies";r=59;t=42`',
    schema: { type: 'string' },
  },
  RateLimitPolicy: {
    description: 'The limit: its name, its requests and its seconds: `"bodies";q=60;w=60`',
    schema: { type: 'string' },
  },
};

const bearerToken = [
  'For a person: an ID token (JWT) of the sign-in service.',
  'For a program: a personal access token, `vct_pat_…`, created with `POST /v1/tokens`.',
].join(' ');

const inOrder = <Value>(record: Record<string, Value>): Record<string, Value> =>
  Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)));
