/**
 * The only values that a log line may carry beside its message: opaque ids, counts, codes and durations. Names,
 * addresses, subjects, tokens and error messages are not in the list, so a log line cannot disclose them. Unlisted
 * attributes are dropped.
 */
export interface LogAttributes {
  readonly operation?: string | undefined;
  readonly task?: string | undefined;
  readonly status?: number | string | undefined;
  readonly code?: string | undefined;
  readonly outcome?: string | undefined;
  readonly state?: string | undefined;
  readonly kind?: string | undefined;
  readonly durationMilliseconds?: number | undefined;
  readonly requestId?: string | undefined;
  readonly mspId?: string | undefined;
  readonly memberId?: string | undefined;
  readonly customerId?: string | undefined;
  readonly connectionId?: string | undefined;
  readonly tenantId?: string | undefined;
  readonly runId?: string | undefined;
  readonly bookRunId?: string | undefined;
  readonly surfaceId?: string | undefined;
  readonly findingId?: string | undefined;
  readonly claimId?: string | undefined;
  readonly classId?: string | undefined;
  readonly page?: number | undefined;
  readonly count?: number | undefined;
  readonly read?: number | undefined;
  readonly written?: number | undefined;
  readonly removed?: number | undefined;
  readonly requests?: number | undefined;
  readonly attempt?: number | undefined;
  readonly retryAfterSeconds?: number | undefined;
  readonly daysLeft?: number | undefined;
}

const allowed: Readonly<Record<keyof LogAttributes, true>> = {
  operation: true,
  task: true,
  status: true,
  code: true,
  outcome: true,
  state: true,
  kind: true,
  durationMilliseconds: true,
  requestId: true,
  mspId: true,
  memberId: true,
  customerId: true,
  connectionId: true,
  tenantId: true,
  runId: true,
  bookRunId: true,
  surfaceId: true,
  findingId: true,
  claimId: true,
  classId: true,
  page: true,
  count: true,
  read: true,
  written: true,
  removed: true,
  requests: true,
  attempt: true,
  retryAfterSeconds: true,
  daysLeft: true,
};

/** Ids, codes and routes match this pattern. An address, a sentence or a token with dots and equals signs does not. */
const printablePattern = /^[\w $:#/{}.-]{1,120}$/;

/** The attributes that may be printed, checked at run time as well as by the types. */
export const redactAttributes = (attributes: LogAttributes): Record<string, string | number> => {
  const printable: Record<string, string | number> = {};
  for (const [key, value] of Object.entries(attributes)) {
    if (!Object.hasOwn(allowed, key) || value === undefined) continue;
    if (typeof value === 'number') printable[key] = value;
    else printable[key] = typeof value === 'string' && printablePattern.test(value) ? value : '[redacted]';
  }
  return printable;
};

/**
 * What may be printed of an error: the names and code positions of it and its causes. The message is never printed,
 * because a parser quotes its input and an SDK quotes the request.
 */
export const errorTrace = (error: unknown): { errorNames: string[]; frames: string[] } => {
  const errorNames: string[] = [];
  const frames: string[] = [];
  for (let at: unknown = error; at instanceof Error && errorNames.length < 5; at = at.cause) {
    errorNames.push(printablePattern.test(at.name) ? at.name : 'Error');
    frames.push(
      ...(at.stack ?? '')
        .replace(at.message, '')
        .split('\n')
        .filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line))
        .slice(0, 8),
    );
  }
  return { errorNames, frames: frames.map((line) => line.trim()) };
};
