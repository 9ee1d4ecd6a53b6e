import type { z } from 'zod';
import type { RunKind } from '#shared/kernel/run.ts';
import type { SurfacePart } from '#shared/kernel/surface-state.ts';
import type { Feature } from './features.ts';

/**
 * GET requests to Microsoft Graph for one tenant, with tokens, throttling, retries and time-outs handled. Every method
 * throws an `AppError` of the Microsoft codes (`NeedsAccess`, `NeedsLicense`, `MicrosoftThrottled`, …) and never
 * returns an empty answer instead. Answers are as Graph sends them.
 */
export interface GraphRequests {
  /** One object. */
  get(request: GraphRequest): Promise<unknown>;
  /** The `value` of every page in order, until there is no next link. A page may be empty and have a successor. */
  pages(request: GraphRequest): AsyncIterable<readonly unknown[]>;
  /**
   * Many small requests in `$batch`es of 20. Answers are yielded as they arrive, matched by `id`. A refusal of one
   * request is the answer to that request.
   */
  batch(requests: readonly BatchRequest[]): AsyncIterable<BatchAnswer>;
  /** The rows of a report that Graph serves as CSV behind a redirect, some hundred at a time. */
  csv(request: GraphRequest): AsyncIterable<readonly CsvRow[]>;
}

/** Counts what a read leaves out. */
export interface LeftOut {
  /** An entry of a list that is not as documented. `field` is the first one that differs; no value is passed on. */
  record(field: string): void;
  /** An object whose own request failed for good, by the code of the failure. */
  object(code: string): void;
}

/**
 * The only access to Microsoft Graph that a surface gets. Lists are read with `recordsOf` and `rowsOf` of `records.ts`,
 * which leave out and count what is not as documented.
 */
export interface GraphReader extends GraphRequests {
  readonly leftOut: LeftOut;
}

/** A row keyed by column name. Missing values are empty. */
export type CsvRow = Readonly<Record<string, string>>;

export interface GraphRequest {
  /**
   * Path template below the version, `/users/{id}/messages`. Values in braces come from `params` and are encoded. The
   * template identifies the route for throttling.
   */
  readonly path: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Default: `v1.0`. */
  readonly version?: 'v1.0' | 'beta';
}

export interface BatchRequest extends GraphRequest {
  readonly id: string;
}

export type BatchAnswer =
  | { readonly id: string; readonly ok: true; readonly body: unknown }
  | { readonly id: string; readonly ok: false; readonly error: Error & { readonly code: string } };

/** Surfaces of one throttle domain share a bucket at Microsoft and are read one after the other in one lane. */
export type ThrottleDomain =
  | 'directory'
  | 'reports'
  | 'conditional-access'
  | 'security'
  | 'service-communications'
  | 'sharepoint'
  | 'usage-reports'
  | 'intune'
  | 'outlook';

/** Any one of these scopes is sufficient. The first is the least one and the one that people are told to grant. */
export type ScopeAlternatives = readonly [string, ...string[]];

/**
 * One way to be permitted to read a surface: all scopes (any of each) and, if given, any of the service plans
 * (`EXCHANGE_S_*` matches by prefix).
 */
export interface AccessOption {
  readonly name: string;
  readonly scopes: readonly ScopeAlternatives[];
  readonly plans?: readonly string[];
  /**
   * Exchange may grant these scopes for single mailboxes, which the token does not show. The read is tried, and Graph
   * says what is missing.
   */
  readonly isGrantedByExchange?: boolean;
  /**
   * Reads its audience subject by subject in the given order, with one fact per subject under the subject's id. A read
   * that is cut off continues in the next run after the facts it has.
   */
  readonly isPerSubject?: boolean;
}

/** A person or mailbox that a surface reads by itself. */
export interface SurfaceSubject {
  readonly id: string;
  /** To be read every day: a person who is privileged, at risk or newly changed. */
  readonly isUrgent?: boolean;
}

/**
 * The subjects of a surface, computed from stored facts in `shared/collecting/audiences.ts`: surfaces do not know each
 * other.
 */
export type Audience =
  /** Everybody whose MFA counts: enabled members who are people. */
  | 'mfa-denominator'
  /** Those of them whom neither Security Defaults nor a policy covers. */
  | 'mfa-uncovered'
  /** Members with a mail address whose mailbox purpose is unknown or was read 7 days ago. */
  | 'mailboxes-without-purpose'
  /** Every mailbox in Exchange Online, including rooms and shared ones. The surface decides which of them it reads. */
  | 'mailboxes'
  /** The connection's allow-list. */
  | 'technician-mailboxes';

/**
 * The two exceptions for mailboxes that are not on the allow-list. `shared/microsoft/mailbox-guard.ts` defines the
 * requests that each one permits.
 */
export type MailboxPort = 'purpose' | 'inbox-rules';

/** The stored facts of a surface that reads incrementally. */
export interface PreviousSnapshot<Fact> {
  /** Facts of the current fact version. */
  readonly facts: readonly Fact[];
  /**
   * The start of the last complete read: the facts include every change before it. Undefined where everything must be
   * read.
   */
  readonly completeAt: Date | undefined;
}

export interface ReadContext<Fact = unknown> {
  readonly graph: GraphReader;
  /** The name of the access option that scopes and plans permit. */
  readonly accessOption: string;
  readonly audience: readonly SurfaceSubject[];
  /** The start of this read. */
  readonly now: Date;
  /** For an incremental surface. */
  readonly previous?: PreviousSnapshot<Fact>;
  /**
   * For a surface with `listPresentIds`: items received before this instant are stored. Undefined where the full window
   * must be read.
   */
  readonly since?: Date;
  /** Whether other subjects than those of the audience were read, earlier in this read or by an earlier one. */
  readonly othersWereRead?: boolean;
  /** Verified domains of the tenant, as far as they were read. */
  readonly verifiedDomains?: readonly string[];
}

export interface Surface<Fact> {
  /** The name of the folder. */
  readonly id: string;
  readonly title: string;
  /** Microsoft's documentation of the request. */
  readonly reference: string;
  readonly job: RunKind;
  /** The features of the customer page that need its facts. */
  readonly features: readonly [Feature, ...Feature[]];
  readonly throttleDomain: ThrottleDomain;
  /** Other services that some of its requests go to. The surface is in one lane with the surfaces of those services. */
  readonly otherThrottleDomains?: readonly ThrottleDomain[];
  /** How old a fact may be before the plan reads it again. */
  readonly everySeconds: number;
  /** Missing access to an optional surface is not reported as a problem. */
  readonly optional?: boolean;
  /**
   * In order of preference. The first option that scopes and plans permit is used. Where Graph refuses it, the next
   * one.
   */
  readonly accessOptions: readonly [AccessOption, ...AccessOption[]];
  readonly audience?: Audience;
  /** Surfaces that must be read first, because the audience is computed from their facts. */
  readonly after?: readonly string[];
  /**
   * `replace`: a complete read removes every fact it did not see. `merge`: a read covers its audience only and removes
   * nothing else.
   */
  readonly completeness: 'replace' | 'merge';
  /**
   * Reads only what changed since the last complete read. It receives the stored facts and yields those that are still
   * valid again.
   */
  readonly isIncremental?: true;
  /**
   * Ids of everything in the window, for an incremental read: a stored item that is not among them was deleted. Returns
   * ids only, so that it is cheap.
   */
  listPresentIds?(context: ReadContext<Fact>): AsyncIterable<readonly string[]>;
  /** Items that ended before this instant are not requested, so their absence means nothing. */
  windowStart?(now: Date): Date;
  /** One normalized record. */
  readonly fact: z.ZodType<Fact>;
  /** Incremented when the shape of a fact changes. The next read then writes all facts again. */
  readonly factVersion: number;
  identify(fact: Fact): string;
  /** Facts, page by page. No retries here. */
  read(context: ReadContext<Fact>): AsyncIterable<readonly Fact[]>;
  /** For a surface whose facts show each part that it could not read, by a fact about it or by its absence. */
  readonly parts?: {
    readonly part: SurfacePart;
    isUnread(fact: Fact): boolean;
    /** Scopes that are missing for the part. */
    needsOf?(fact: Fact): readonly string[];
  };
  /** An exception for mailboxes that are not on the allow-list, for this surface only. */
  readonly mailboxPort?: MailboxPort;
  /** Of its Lambda. The defaults suit a surface with few requests. */
  readonly memoryMegabytes?: number;
  readonly timeoutSeconds?: number;
}

/** A surface whose id and job are known to the type checker, so that the registry can infer the facts of each one. */
export type DefinedSurface<Id extends string, Job extends AnySurface['job'], Fact> = Surface<Fact> & {
  readonly id: Id;
  readonly job: Job;
};

export const defineSurface = <const Id extends string, const Job extends AnySurface['job'], Fact>(
  surface: DefinedSurface<Id, Job, Fact>,
): DefinedSurface<Id, Job, Fact> => surface;

/** A surface as the registry and generic code see it. */
// biome-ignore lint/suspicious/noExplicitAny: surfaces of different facts have no other type; each is checked itself
export type AnySurface = Surface<any>;
