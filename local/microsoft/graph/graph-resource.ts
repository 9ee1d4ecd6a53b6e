import type { AccessClaims } from '../entra/signing-key.ts';
import type { Service } from '../faults.ts';
import type { Answer } from '../http-answer.ts';
import type { SimulatedTenant } from '../tenant.ts';
import type { ScopeRefusal } from './graph-errors.ts';
import type { Query } from './query.ts';

export type GraphVersion = 'v1.0' | 'beta';

/** One request to one resource, after the token was checked and the scopes were found sufficient. */
export interface GraphCall {
  readonly tenant: SimulatedTenant;
  readonly claims: AccessClaims;
  readonly now: Date;
  readonly version: GraphVersion;
  /** Path below the version, as it came. Next links are built from it. */
  readonly path: string;
  /** What stood in the braces of the template, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Lays a report down at the host of reports, and says at which path. */
  publishReport(text: string): string;
}

/** One path of Graph. Adding one is a file in `resources/` and a line in `routes.ts`. */
export interface Resource {
  readonly template: string;
  /** Default: v1.0 alone. */
  readonly versions?: readonly GraphVersion[];
  /** Whose limits it falls under. */
  readonly service: Service;
  /** Where the query decides it: users with signInActivity fall under the limits of reports. */
  readonly serviceOf?: (query: Query) => Service;
  /** Any one of these is enough. */
  readonly scopes: readonly string[];
  /** Scopes that a query needs as well. Any one of them. */
  readonly additionalScopes?: (query: Query) => readonly string[];
  readonly refusal: ScopeRefusal;
  /** Resource units of the directory's limits; 1 where nothing is said. https://learn.microsoft.com/graph/throttling-limits */
  readonly units?: number;
  /** Of Outlook: the name of the parameter that names the mailbox. */
  readonly mailboxParam?: string;
  answer(call: GraphCall): Answer;
}

export const pathParam = (call: GraphCall, name: string): string => {
  const value = call.params[name];
  if (value === undefined) throw new Error(`the template has no {${name}}`);
  return value;
};

export const okAnswer = (
  body: Readonly<Record<string, unknown>>,
  headers: Readonly<Record<string, string>> = {},
): Answer => ({
  status: 200,
  headers,
  body,
});

export const odataContext = (call: GraphCall, what: string): string =>
  `https://graph.microsoft.com/${call.version}/$metadata#${what}`;

/** Instants as the directory writes them: whole seconds. */
export const truncateToSeconds = <Text extends string | null>(instant: Text): Text | string =>
  instant === null ? instant : `${instant.slice(0, 19)}Z`;
