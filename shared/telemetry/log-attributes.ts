/**
 * The only things that a log line may say beside its message: opaque ids, counts, codes and durations. Names, addresses, subjects, tokens and
 * messages of errors have no place here, so a line can't give them away. What is not listed is dropped.
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

/** Ids, codes and routes are made of these; an address, a sentence or a token with dots and equals signs is not. */
const harmless = /^[\w $:#/{}.-]{1,120}$/;

/** What may be printed of what was given, whatever the types were told. */
export const redactAttributes = (attributes: LogAttributes): Record<string, string | number> => {
  const kept: Record<string, string | number> = {};
  for (const [key, value] of Object.entries(attributes)) {
    if (!Object.hasOwn(allowed, key) || value === undefined) continue;
    if (typeof value === 'number') kept[key] = value;
    else kept[key] = typeof value === 'string' && harmless.test(value) ? value : '[redacted]';
  }
  return kept;
};

/**
 * What may be printed of an error: names and code positions of it and its causes. Never a message: a parser's quotes its input, an SDK's quotes the
 * request.
 */
export const errorTrace = (error: unknown): { errorNames: string[]; frames: string[] } => {
  const errorNames: string[] = [];
  const frames: string[] = [];
  for (let at: unknown = error; at instanceof Error && errorNames.length < 5; at = at.cause) {
    errorNames.push(harmless.test(at.name) ? at.name : 'Error');
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
