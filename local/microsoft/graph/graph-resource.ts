import type { AccessClaims } from '../entra/signing-key.ts';
import type { Service } from '../faults.ts';
import type { Answer } from '../http-answer.ts';
import type { SimulatedTenant } from '../tenant.ts';
import type { ScopeRefusal } from './graph-errors.ts';
import type { Query } from './query.ts';

export type GraphVersion = 'v1.0' | 'beta';

/** One request to one resource, after its token and scopes were checked. */
export interface GraphCall {
  readonly tenant: SimulatedTenant;
  readonly claims: AccessClaims;
  readonly now: Date;
  readonly version: GraphVersion;
  /** Path below the version, unchanged. Next links are built from it. */
  readonly path: string;
  /** The values of the template's parameters, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  /** Header names are in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Publishes a report at the reports host. Returns its path. */
  publishReport(text: string): string;
}

/** One path of Graph. A new one is a file in `resources/` and a line in `graph-routes.ts`. */
export interface Resource {
  readonly template: string;
  /** Default: v1.0 alone. */
  readonly versions?: readonly GraphVersion[];
  /** The service whose rate limits apply. */
  readonly service: Service;
  /** Where the query decides the service: users with signInActivity count as reports. */
  readonly serviceOf?: (query: Query) => Service;
  /** Any one of these scopes is enough. */
  readonly scopes: readonly string[];
  /** Scopes that a query needs in addition; any one of them is enough. */
  readonly additionalScopes?: (query: Query) => readonly string[];
  readonly refusal: ScopeRefusal;
  /** Resource units of the directory's limits. Default: 1. https://learn.microsoft.com/graph/throttling-limits */
  readonly units?: number;
  /** For Outlook resources: the path parameter that names the mailbox. */
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

/** An instant as the directory writes it, without fractions of a second. */
export const truncateToSeconds = <Text extends string | null>(instant: Text): Text | string =>
  instant === null ? instant : `${instant.slice(0, 19)}Z`;
