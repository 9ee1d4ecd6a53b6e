/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html, as far as it is supported here. */
export type Pattern = { readonly [key: string]: Pattern | readonly unknown[] };

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const matchers: Readonly<Record<string, (argument: unknown, value: unknown) => boolean>> = {
  prefix: (argument, value) => typeof value === 'string' && value.startsWith(String(argument)),
  suffix: (argument, value) => typeof value === 'string' && value.endsWith(String(argument)),
  exists: (argument, value) => (value !== undefined) === argument,
  'anything-but': (argument, value) =>
    value !== undefined && !(Array.isArray(argument) ? argument : [argument]).includes(value),
  'equals-ignore-case': (argument, value) => String(argument).toLowerCase() === String(value).toLowerCase(),
};

const matchesOne = (expected: unknown, value: unknown): boolean => {
  if (!isRecord(expected)) return Array.isArray(value) ? value.includes(expected) : expected === value;
  return Object.entries(expected).every(([name, argument]) => {
    const matcher = matchers[name];
    return matcher?.(argument, value) ?? false;
  });
};

/** Matchers of a pattern that are not supported. The runtime refuses a rule that has any. */
export const unknownMatchers = (pattern: unknown): readonly string[] => {
  if (Array.isArray(pattern)) {
    return pattern.filter(isRecord).flatMap((wanted) => Object.keys(wanted).filter((name) => !(name in matchers)));
  }
  if (!isRecord(pattern)) return [];
  return Object.entries(pattern).flatMap(([key, inner]) => (key === '$or' ? [key] : unknownMatchers(inner)));
};

/** Whether an event matches: every field of the pattern must, by any of its alternatives. */
export const matchesPattern = (pattern: Pattern, event: unknown): boolean =>
  Object.entries(pattern).every(([key, wanted]) => {
    const value = isRecord(event) ? event[key] : undefined;
    if (Array.isArray(wanted)) return wanted.some((one) => matchesOne(one, value));
    return matchesPattern(wanted as Pattern, value); // a value is either a list or a nested pattern
  });
