import { z } from 'zod';
import { accepts } from '#shared/api/accept.ts';
import type { Operation } from '#shared/contract/function-contract.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { GatewayEvent } from './gateway-event.ts';
import { inputMessage } from './input-messages.ts';
import { type Pointer, pointersOf } from './input-pointers.ts';

/** 256 KiB. */
const largestBodyBytes = 256 * 1024;

type Part = 'path' | 'query' | 'body' | 'header';
export type LocatedPointer = Pointer & { readonly in: Part };

const bodyText = (event: GatewayEvent, largestBytes: number): string => {
  const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.byteLength > largestBytes) {
    throw new AppError(
      'PayloadTooLarge',
      `the body has ${bytes.byteLength} bytes; at most ${largestBytes} are accepted`,
    );
  }
  return bytes.toString('utf8');
};

const mediaType = (event: GatewayEvent): string | undefined =>
  event.headers['content-type']?.split(';')[0]?.trim().toLowerCase();

const refuse = (detail: string, pointers: readonly LocatedPointer[]): never => {
  throw new AppError('InvalidInput', detail, { pointers });
};

/** The JSON body; undefined where the body is empty. */
const jsonOf = (event: GatewayEvent, { csv }: Operation): unknown => {
  const text = bodyText(event, largestBodyBytes);
  if (text.trim() === '') return undefined;
  const type = mediaType(event);
  if (type !== undefined && type !== 'application/json' && !/^application\/[\w.-]+\+json$/.test(type)) {
    const accepted = csv === undefined ? 'send application/json' : 'send application/json or text/csv';
    throw new AppError('UnsupportedMediaType', `the media type of the body is not supported; ${accepted}`);
  }
  try {
    return JSON.parse(text);
  } catch {
    // The message of the parser quotes the text, which may contain a credential.
    return refuse('the body is not JSON', [{ in: 'body', pointer: '', detail: 'this is not JSON' }]);
  }
};

/** The problem where there is one, with the name of its field; otherwise how many there are. */
const summaryOf = (problems: readonly LocatedPointer[]): string => {
  const [first, ...more] = problems;
  if (first === undefined || more.length > 0) return `${problems.length} fields are wrong; errors says where and how`;
  return first.pointer === '' ? first.detail : `${first.pointer.slice(1)}: ${first.detail}`;
};

/** Some clients always send a body: where an operation takes none, it may be empty or `{}`. */
const isEmptyBody = (json: unknown): boolean =>
  json === undefined || (typeof json === 'object' && json !== null && Object.keys(json).length === 0);

/** Several values are taken by a list alone. Elsewhere the gateway's join by commas would make one value of them. */
const takesSeveral = (schema: unknown): boolean =>
  schema instanceof z.ZodOptional
    ? takesSeveral(schema.unwrap())
    : schema instanceof z.ZodType && isDocumentedList(schema);
const isDocumentedList = (schema: z.ZodType): boolean => schema.meta()?.['type'] === 'array';

const repeatedNames = (query: z.ZodObject | undefined, event: GatewayEvent): string[] => {
  const names = [...new URLSearchParams(event.rawQueryString).keys()];
  const repeated = new Set(names.filter((name, at) => names.indexOf(name) !== at));
  return [...repeated].filter((name) => !takesSeveral(query?.shape[name]));
};

/** Problems are sent as JSON whatever a request accepts, so only a request that would succeed is refused for it. */
export const refuseUnacceptable = ({ response }: Operation, event: GatewayEvent): void => {
  const mediaTypes = response.mediaTypes ?? ['application/json'];
  if (response.body === undefined || accepts(event.headers['accept'], mediaTypes)) return;
  throw new AppError(
    'NotAcceptable',
    `this route answers with ${mediaTypes.join(' or ')}; accept it, or send no Accept`,
  );
};

export interface ParsedRequest {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  /** The CSV text, where the operation accepts CSV and CSV was sent; `body` is then undefined. */
  readonly csv: string | undefined;
  /** Only the headers that the operation declares. */
  readonly headers: unknown;
}

/** The headers that the operation declares. A browser and a proxy add others, which are no mistake of the caller. */
const declaredHeaders = ({ headers }: Operation, event: GatewayEvent): Record<string, string> =>
  Object.fromEntries(Object.keys(headers?.shape ?? {}).flatMap((name) => toEntry(name, event.headers[name])));

const toEntry = (name: string, value: string | undefined): [string, string][] =>
  value === undefined ? [] : [[name, value]];

/** Parses a request and reports all its problems at once, each with a JSON pointer. */
export const parseRequest = (operation: Operation, event: GatewayEvent): ParsedRequest => {
  const problems: LocatedPointer[] = [];
  const parse = (part: Part, schema: z.ZodType | undefined, input: unknown): unknown => {
    if (schema === undefined) return undefined;
    const parsed = schema.safeParse(input, { error: inputMessage });
    if (parsed.success) return parsed.data;
    problems.push(...pointersOf(parsed.error, input).map((pointer) => ({ in: part, ...pointer })));
    return undefined;
  };
  const query = event.queryStringParameters ?? {};
  const csv =
    operation.csv !== undefined && mediaType(event) === 'text/csv'
      ? bodyText(event, operation.csv.largestBytes)
      : undefined;
  const json = csv === undefined ? jsonOf(event, operation) : undefined;
  const parsed = {
    params: parse('path', operation.params, event.pathParameters ?? {}),
    query: parse('query', operation.query, query),
    body: csv === undefined ? parse('body', operation.body, json) : undefined,
    csv,
    headers: parse('header', operation.headers, declaredHeaders(operation, event)),
  };
  for (const name of operation.query === undefined ? Object.keys(query) : []) {
    problems.push({ in: 'query', pointer: `/${name}`, detail: 'this field is unknown' });
  }
  for (const name of repeatedNames(operation.query, event)) {
    problems.push({ in: 'query', pointer: `/${name}`, detail: 'is given more than once' });
  }
  if (operation.body === undefined && !isEmptyBody(json)) {
    problems.push({ in: 'body', pointer: '', detail: 'this route accepts no body' });
  }
  if (problems.length > 0) refuse(summaryOf(problems), problems);
  return parsed;
};
