import type { z } from 'zod';
import type { Ability } from '#shared/access/abilities.ts';
import type { ErrorCode } from '#shared/kernel/errors.ts';

/** What a function may touch. CDK turns it into the least policy; nothing else grants anything. */
export interface Access {
  /** Items of MSPs. `write` holds `read`. */
  readonly table?: 'read' | 'write';
  /** The directories of ids and instants (architecture §5), each by name; whoever writes one reads it too. */
  readonly directories?: readonly Directory[];
  /** Those that it reads alone. */
  readonly readsDirectories?: readonly Directory[];
  /** The audit log: `append` may move a head and put a row, never change one. */
  readonly audit?: 'read' | 'append';
  /** Secrets below `{stage}/connections/`. `write` holds `read` and `remove`; who only removes reads none. */
  readonly credentials?: 'read' | 'write' | 'remove';
  /** Own keys below `{stage}/keys/`. */
  readonly keys?: readonly OwnKey[];
  /** The anchors of the audit log, in a log group of their own. `write` sets them and reads none. */
  readonly anchors?: 'read' | 'write';
  /** Those who sign in, where the stage has a user pool: who invites may add one, who removes may take one away. */
  readonly userPool?: 'invite' | 'remove';
  /** Tells people by the topic of alarms, and programs by the default bus of EventBridge. */
  readonly announces?: true;
  /** State machines it starts. */
  readonly starts?: readonly MachineName[];
}

export type Directory = 'msps' | 'identities' | 'tokens' | 'due-connections' | 'credential-expiry';
/** `cursor` seals the cursors of lists; `audit-anchor` signs where an audit log stands; `consent` signs the way back from Microsoft's consent page. */
export type OwnKey = 'cursor' | 'audit-anchor' | 'consent';
export type MachineName = 'book-sync' | 'tenant-posture' | 'tenant-communications';

/** What CDK needs to know of any function. Contracts hold schemas and numbers only: infra imports them, never the code beside them. */
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
  /** A schedule invokes it this often, with an empty input. Operations only. */
  readonly everyMinutes?: number;
  readonly input: Input;
  readonly output: Output;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One route. The key under which it stands in `operations` is its OpenAPI operationId and the name of its use case. */
export interface Operation {
  readonly route: `${Method} /v1/${string}`;
  readonly summary: string;
  /** What the caller's role must allow; `public` needs no caller. Checked before the use case runs. */
  readonly ability: Ability | 'public';
  /** `z.strictObject`s: unknown fields are an error. */
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** `text/csv` is taken beside `body`, up to so many bytes; the use case reads it itself. */
  readonly csv?: { readonly largestBytes: number };
  readonly response: { readonly status: 200 | 201 | 202 | 204; readonly body?: z.ZodType };
  /** Failures beyond those that every operation may answer. */
  readonly errors?: readonly ErrorCode[];
  /** The answer holds a secret or a body: `Cache-Control: no-store`, nothing kept for idempotency. */
  readonly sensitive?: boolean;
}

/** One Lambda, one resource of the API. */
export interface ApiContract<
  Env extends z.ZodObject = z.ZodObject,
  Operations extends Readonly<Record<string, Operation>> = Readonly<Record<string, Operation>>,
> extends FunctionContract<Env> {
  readonly kind: 'api';
  readonly operations: Operations;
}

/** Declares a contract and keeps its exact types. */
export const taskContract = <Env extends z.ZodObject, Input extends z.ZodType, Output extends z.ZodType>(
  contract: Omit<TaskContract<Env, Input, Output>, 'kind'>,
): TaskContract<Env, Input, Output> => ({ kind: 'task', ...contract });

export const apiContract = <Env extends z.ZodObject, const Operations extends Readonly<Record<string, Operation>>>(
  contract: Omit<ApiContract<Env, Operations>, 'kind'>,
): ApiContract<Env, Operations> => ({ kind: 'api', ...contract });

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

/** What a use case behind a route is given, parsed. */
export interface ApiRequest<Op extends Operation, Caller> {
  readonly caller: Caller;
  readonly params: Parsed<Op['params']>;
  readonly query: Parsed<Op['query']>;
  /** Undefined where a table was sent instead. */
  readonly body: Op['csv'] extends object ? Parsed<Op['body']> | undefined : Parsed<Op['body']>;
  /** That table, as it came. */
  readonly csv?: Op['csv'] extends object ? string | undefined : undefined;
  readonly requestId: string;
  /** Where the API stands, for links: `https://host`. */
  readonly origin: string;
}

/** What it answers; checked against `response.body` before it leaves. */
export interface ApiAnswer<Op extends Operation> {
  readonly body: Op['response']['body'] extends z.ZodType ? z.input<Op['response']['body']> : undefined;
  readonly headers?: Readonly<Record<string, string>>;
}
