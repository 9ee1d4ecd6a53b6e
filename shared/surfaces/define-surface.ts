import type { z } from 'zod';

/**
 * The only view of Microsoft Graph a surface ever gets: GET requests of one tenant, with token, throttling, retries and time-outs behind it.
 * Every method throws an `AppError` of the Microsoft part of the table (`NeedsAccess`, `NeedsLicense`, `MicrosoftThrottled`, …), never an empty answer in its place.
 */
export interface GraphReader {
  /** One object. */
  get(request: GraphRequest): Promise<unknown>;
  /** The `value` of every page, in order, until there is no next link. A page may be empty and have a successor. */
  pages(request: GraphRequest): AsyncIterable<readonly unknown[]>;
  /** Many small requests in `$batch`es of 20; answers come as they do, matched by `id`. A refusal of one is that one's answer. */
  batch(requests: readonly BatchRequest[]): AsyncIterable<BatchAnswer>;
  /** The rows of a report that Graph hands out as CSV behind a redirect, some hundred at a time. */
  csv(request: GraphRequest): AsyncIterable<readonly CsvRow[]>;
}

/** A line by the names of its columns; what the line leaves out is empty. */
export type CsvRow = Readonly<Record<string, string>>;

export interface GraphRequest {
  /** Path template below the version, `/users/{id}/messages`; what stands in braces comes from `params`, encoded. It names the route that is throttled. */
  readonly path: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** `v1.0` unless said. */
  readonly version?: 'v1.0' | 'beta';
}

export interface BatchRequest extends GraphRequest {
  readonly id: string;
}

export type BatchAnswer =
  | { readonly id: string; readonly ok: true; readonly body: unknown }
  | { readonly id: string; readonly ok: false; readonly error: Error & { readonly code: string } };

/** What shares a bucket at Microsoft, and so is read one surface after the other in one lane. */
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

/** Any one of these scopes is enough; the first is the least and the one that people are told to grant. */
export type ScopeAlternatives = readonly [string, ...string[]];

/** One way of reading a surface: all scopes (any of each) and, where named, any of the service plans (`EXCHANGE_S_*` matches by beginning). */
export interface AccessOption {
  readonly name: string;
  readonly scopes: readonly ScopeAlternatives[];
  readonly plans?: readonly string[];
  /** Exchange may grant these scopes for single mailboxes, of which the token says nothing: it is tried, and Graph says what is missing. */
  readonly isGrantedByExchange?: boolean;
  /**
   * Reads its audience one by one in the order that it is given, with a fact a visit by the visit's id: a reading that is cut off goes on behind what it
   * has, in the next run.
   */
  readonly isPerSubject?: boolean;
}

/** A person or mailbox that a surface visits one by one. */
export interface SurfaceSubject {
  readonly id: string;
  /** Worth a visit every day: somebody privileged, at risk or newly changed. */
  readonly isUrgent?: boolean;
}

/** Whom a surface visits, computed from stored facts in `shared/collecting/audiences.ts`: surfaces do not know each other. */
export type Audience =
  /** Everybody whose MFA counts: enabled members who are people. */
  | 'mfa-denominator'
  /** Those of them whom neither Security Defaults nor a policy covers. */
  | 'mfa-uncovered'
  /** Members with a mail address whose mailbox purpose is unknown, or was asked 7 days ago. */
  | 'mailboxes-without-purpose'
  /** Everybody's mailbox in Exchange Online, rooms and shared ones included; which of them a reading visits, the surface decides. */
  | 'mailboxes'
  /** The connection's allow-list. */
  | 'technician-mailboxes';

/** The two narrow doors into mailboxes that are not on the allow-list: what each lets through stands in `shared/microsoft/mailbox-guard.ts`. */
export type MailboxPort = 'purpose' | 'inbox-rules';

/** What stands in store of a surface that reads on from where it was. */
export interface PreviousSnapshot<Fact> {
  /** Its own facts, of this version. */
  readonly facts: readonly Fact[];
  /** When the last complete reading began: what Microsoft changed before it is in the facts. Undefined where everything must be read. */
  readonly completeAt: Date | undefined;
}

export interface ReadContext<Fact = unknown> {
  readonly graph: GraphReader;
  /** The name of the way that scopes and plans allow. */
  readonly accessOption: string;
  readonly audience: readonly SurfaceSubject[];
  /** The instant at which this reading began. */
  readonly now: Date;
  /** For a surface that `remembers`. */
  readonly previous?: PreviousSnapshot<Fact>;
  /** For a surface that says what is `present`: what arrived before this is in store. Undefined where the whole window must be read. */
  readonly since?: Date;
  /** Domains that the tenant has verified, as far as they were read. */
  readonly verifiedDomains?: readonly string[];
}

export interface Surface<Fact> {
  /** Equal to the folder. */
  readonly id: string;
  readonly title: string;
  /** Microsoft's page on the call. */
  readonly reference: string;
  readonly job: 'posture' | 'communications';
  readonly throttleDomain: ThrottleDomain;
  /** Other services that some of its requests go to. It shares no phase with what draws on them, but in one lane. */
  readonly otherThrottleDomains?: readonly ThrottleDomain[];
  /** How old a fact may grow before the plan reads it again. */
  readonly everySeconds: number;
  /** No page nags about an optional surface. */
  readonly optional?: boolean;
  /** In order of preference. The first that scopes and plans allow is taken; where Graph refuses it, the next. */
  readonly accessOptions: readonly [AccessOption, ...AccessOption[]];
  readonly audience?: Audience;
  /** Surfaces whose facts must be read before, because the audience is computed from them. */
  readonly after?: readonly string[];
  /** `replace`: what a complete reading did not see is gone. `merge`: a reading covers its audience alone, and removes nothing else. */
  readonly completeness: 'replace' | 'merge';
  /** Reads only what changed since the last complete reading: it is given what is in store, and yields again what of that still holds. */
  readonly isIncremental?: true;
  /**
   * Ids of what lies in its window, for a reading that goes on from where it was: what is in store and not among them is gone. Of no more than ids, so
   * that it costs little.
   */
  listPresentIds?(reading: ReadContext<Fact>): AsyncIterable<readonly string[]>;
  /** What ended before this instant was not asked for, so that its absence says nothing. */
  windowStart?(now: Date): Date;
  /** One normalized record. */
  readonly fact: z.ZodType<Fact>;
  /** Rises when the shape of a fact changes; the next reading then writes all of them anew. */
  readonly factVersion: number;
  identify(fact: Fact): string;
  /** Facts, page by page. Dumb about faults: no retry, no shaping of errors. Raw answers are parsed; a missing required field stops the reading. */
  read(reading: ReadContext<Fact>): AsyncIterable<readonly Fact[]>;
  /** A door into mailboxes off the allow-list, for this surface alone. */
  readonly mailboxPort?: MailboxPort;
  /** Of its Lambda; the defaults suit a surface of a few requests. */
  readonly memoryMegabytes?: number;
  readonly timeoutSeconds?: number;
}

export const defineSurface = <Fact>(surface: Surface<Fact>): Surface<Fact> => surface;

/** What the registry and everything generic sees of a surface. */
// biome-ignore lint/suspicious/noExplicitAny: a list of surfaces of different facts has no other type; each is checked where it is defined
export type AnySurface = Surface<any>;
