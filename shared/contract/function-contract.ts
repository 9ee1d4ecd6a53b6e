import type { z } from 'zod';
import type { Ability } from '#shared/access/abilities.ts';
import type { ErrorCode } from '#shared/kernel/errors.ts';

/** What a function may access. CDK grants it exactly this and nothing else. */
export interface Access {
  /** The items of MSPs. `write` includes `read`. */
  readonly table?: 'read' | 'write';
  /** The directories of ids and instants (architecture §5) that it writes and reads. */
  readonly directories?: readonly Directory[];
  /** The directories that it only reads. */
  readonly readsDirectories?: readonly Directory[];
  /** The audit log. `append` may move a head and put a row, and nothing may change a row. */
  readonly audit?: 'read' | 'append';
  /** The secrets below `{stage}/connections/`. `write` includes `read` and `remove`; `remove` alone cannot read. */
  readonly credentials?: 'read' | 'write' | 'remove';
  /** Our own keys, below `{stage}/keys/`. */
  readonly keys?: readonly OwnKey[];
  /** The anchors of the audit log, in a log group of their own. `write` sets anchors and cannot read them. */
  readonly anchors?: 'read' | 'write';
  /** The user pool, where the stage has one: `invite` may add a user, `remove` may delete one. */
  readonly userPool?: 'invite' | 'remove';
  /** Notifies people through the alarm topic, and programs through the default bus of EventBridge. */
  readonly announces?: true;
  /** Notifies programs alone, through the default bus of EventBridge. */
  readonly publishes?: true;
  /** The state machines that it starts. */
  readonly starts?: readonly MachineName[];
}

export type Directory = 'msps' | 'identities' | 'tokens' | 'due-connections' | 'credential-expiry';
/**
 * `cursor` encrypts list cursors, `audit-anchor` signs the anchors of the audit log, `consent` signs the state of
 * consent links.
 */
export type OwnKey = 'cursor' | 'audit-anchor' | 'consent';
export type MachineName = 'book-sync' | 'tenant-posture' | 'tenant-communications';

/**
 * What CDK needs to know about every function. Contracts contain only schemas and numbers: infra imports them, and
 * never the code beside them.
 */
export interface FunctionContract<Env extends z.ZodObject = z.ZodObject> {
  readonly description: string;
  /** `Environment.pick({ … })`. */
  readonly environment: Env;
  readonly access: Access;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
}

/** A task of a state machine, or a function that a schedule or the operator invokes. */
export interface TaskContract<
  Env extends z.ZodObject = z.ZodObject,
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
> extends FunctionContract<Env> {
  readonly kind: 'task';
  /** The interval at which a schedule invokes it, with an empty input. For functions of `operations` only. */
  readonly everyMinutes?: number;
  readonly input: Input;
  readonly output: Output;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** `invitations` are counted by MSP and day, the others by member and minute. */
export type RateLimitName = 'bodies' | 'exports' | 'tools' | 'invitations';

/** One route. Its key in `operations` is its OpenAPI operationId and the name of its use case. */
export interface Operation {
  readonly route: `${Method} /v1/${string}` | `GET /.well-known/${string}`;
  readonly summary: string;
  /** Groups it in the OpenAPI document. Without one, the function does. */
  readonly tag?: { readonly name: string; readonly description: string };
  /** The ability that the caller needs; `public` needs no caller. It is checked before the use case runs. */
  readonly ability: Ability | 'public';
  /** `z.strictObject`s, so that unknown fields are an error. */
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Request headers that the use case gets, by their names in lower case. All others stay with the handler. */
  readonly headers?: z.ZodObject;
  /** Accepts `text/csv` as an alternative to `body`, up to this size. The use case parses it. */
  readonly csv?: { readonly largestBytes: number };
  readonly response: {
    readonly status: 200 | 201 | 202 | 204;
    readonly body?: z.ZodType;
    /** The forms of the body, if not JSON alone. */
    readonly mediaTypes?: readonly string[];
    /** For a protocol within the operation: further statuses that the use case may choose, each with what it means. */
    readonly otherStatuses?: Readonly<Record<number, string>>;
  };
  /**
   * Fields of the response that say when it was made. The ETag leaves them out and is weak: who has an older response
   * has the same content.
   */
  readonly leftOutOfEtag?: readonly string[];
  /** The path of the OAuth metadata (RFC 9728) that a 401 of this operation names. */
  readonly resourceMetadata?: `/.well-known/${string}`;
  /**
   * The limit that its requests are counted against. The response and the refusal carry its state in the headers
   * `RateLimit` and `RateLimit-Policy`.
   */
  readonly rateLimit?: RateLimitName;
  /** Errors beyond those that every operation may return. */
  readonly errors?: readonly ErrorCode[];
  /**
   * The response contains a secret or the body of an e-mail: it is sent with `Cache-Control: no-store` and not stored
   * for idempotency.
   */
  readonly sensitive?: boolean;
}

/** One API resource, served by one Lambda. */
export interface ApiContract<
  Env extends z.ZodObject = z.ZodObject,
  Operations extends Readonly<Record<string, Operation>> = Readonly<Record<string, Operation>>,
> extends FunctionContract<Env> {
  readonly kind: 'api';
  readonly operations: Operations;
}

/** Declares a contract and preserves its exact types. */
export const taskContract = <Env extends z.ZodObject, Input extends z.ZodType, Output extends z.ZodType>(
  contract: Omit<TaskContract<Env, Input, Output>, 'kind'>,
): TaskContract<Env, Input, Output> => ({ kind: 'task', ...contract });

export const apiContract = <Env extends z.ZodObject, const Operations extends Readonly<Record<string, Operation>>>(
  contract: Omit<ApiContract<Env, Operations>, 'kind'>,
): ApiContract<Env, Operations> => ({ kind: 'api', ...contract });

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

/** The headers that an operation declares; nothing where it declares none. */
type DeclaredHeaders<Op extends Operation> = Op['headers'] extends z.ZodObject
  ? { readonly headers: Parsed<Op['headers']> }
  : { readonly headers?: undefined };

/** The parsed request that a use case gets. */
export type ApiRequest<Op extends Operation, Caller> = RequestParts<Op, Caller> & DeclaredHeaders<Op>;

interface RequestParts<Op extends Operation, Caller> {
  readonly caller: Caller;
  readonly params: Parsed<Op['params']>;
  readonly query: Parsed<Op['query']>;
  /** Undefined where CSV was sent instead. */
  readonly body: Op['csv'] extends object ? Parsed<Op['body']> | undefined : Parsed<Op['body']>;
  /** The CSV text as it was sent. */
  readonly csv?: Op['csv'] extends object ? string | undefined : undefined;
  readonly requestId: string;
  /** The origin of the API, for links: `https://host`. */
  readonly origin: string;
}

interface JsonAnswer<Op extends Operation> {
  /** One of `response.otherStatuses`. Default: the status of the operation. */
  readonly status?: Op['response']['otherStatuses'] extends Readonly<Record<number, string>> ? number : never;
  readonly body: Op['response']['body'] extends z.ZodType ? z.input<Op['response']['body']> : undefined;
  readonly csv?: undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Instead of the body, where `response.mediaTypes` names `text/csv`. */
interface CsvAnswer {
  readonly status?: undefined;
  readonly body?: undefined;
  readonly csv: string;
  readonly headers?: Readonly<Record<string, string>>;
}

type MediaTypeOf<Op extends Operation> = Op['response'] extends { readonly mediaTypes: readonly (infer Type)[] }
  ? Type
  : never;

/** The response of a use case; a body is checked against `response.body` before it is sent. */
export type ApiAnswer<Op extends Operation> = JsonAnswer<Op> | ('text/csv' extends MediaTypeOf<Op> ? CsvAnswer : never);
