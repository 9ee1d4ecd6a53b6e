import { z } from 'zod';
import { AppError } from '#shared/kernel/errors.ts';

/**
 * Building blocks for the schemas of Graph's answers. Unknown fields are dropped. A value that Microsoft adds to an
 * enumeration becomes `unknown`. A record without a required field is left out (`records.ts`).
 */

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * GUIDs in lower case, so that ids of two requests compare. Other ids, such as those of mail, are case-sensitive and
 * stay unchanged.
 */
export const objectIdOf = (text: string): string => (guid.test(text) ? text.toLowerCase() : text);
export const RawId = z.string().min(1).transform(objectIdOf);
/** An id that may be missing: null, absent and blank ids all become null. Some services write "" for none. */
export const RawOptionalId = z
  .string()
  .nullish()
  .transform((text) => (text === null || text === undefined || text.trim() === '' ? null : objectIdOf(text)));

/** Graph writes an empty list as [], as null, or leaves the field out. */
export const rawList = <Item extends z.ZodType>(item: Item) =>
  z
    .array(item)
    .nullish()
    .transform((items) => items ?? []);

export const RawText = z
  .string()
  .nullish()
  .transform((text) => text ?? null);

/** Null, absent and blank texts all become null. */
export const RawNonBlankText = RawText.transform((text) => (text === null || text.trim() === '' ? null : text));

export const RawBoolean = z
  .boolean()
  .nullish()
  .transform((flag) => flag ?? false);

export const RawCount = z
  .number()
  .nullish()
  .transform((count) => count ?? 0);

/** Graph sends up to seven decimals of a second, and 0001-01-01 for "never". */
export const RawOptionalInstant = z
  .string()
  .nullish()
  .transform((text, context) => {
    if (text === null || text === undefined || text.startsWith('0001-')) return null;
    const time = Date.parse(text);
    if (!Number.isNaN(time)) return new Date(time).toISOString();
    context.addIssue({ code: 'custom', message: `must be an instant, got ${text.slice(0, 40)}` });
    return z.NEVER;
  });

/** A required instant. */
export const RawInstant = RawOptionalInstant.pipe(z.string('must be an instant, got nothing'));

/** A value of an enumeration in any case. Values that Microsoft adds later become `unknown`. */
export const rawEnum = <const Value extends string>(...values: readonly Value[]) =>
  z
    .string()
    .nullish()
    .transform(
      (text): Value | 'unknown' => values.find((value) => value.toLowerCase() === text?.toLowerCase()) ?? 'unknown',
    );

/** The same for a required field. */
export const rawRequiredEnum = <const Value extends string>(...values: readonly Value[]) =>
  z
    .string()
    .transform((text): string | null | undefined => text)
    .pipe(rawEnum(...values));

/** The type of a directory object. Devices and types that Microsoft adds later become `unknown`. */
export const RawObjectType = z
  .string()
  .nullish()
  .transform((type): string | null | undefined => type?.replace(/^#microsoft\.graph\./i, ''))
  .pipe(rawEnum('user', 'group', 'servicePrincipal'));

const pathOf = (issue: z.core.$ZodIssue) => (issue.path.length === 0 ? 'the answer' : issue.path.map(String).join('.'));

/** The first field that differs from the documentation. */
export const fieldOf = ({ issues: [issue] }: z.ZodError): string =>
  issue === undefined ? 'the answer' : pathOf(issue);

/** Names the first field that differs from the documentation, never its value: answers contain names and addresses. */
export const malformedAnswer = (error: z.ZodError): AppError => {
  const field = fieldOf(error);
  const what = error.issues[0]?.message ?? 'unknown';
  return new AppError('MicrosoftAnswerMalformed', `${field} is not as documented: ${what}`, { field });
};

/** Parses one object. Throws `MicrosoftAnswerMalformed` with the name of the field. Lists are read by `records.ts`. */
export const parseRaw = <Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> => {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw malformedAnswer(parsed.error);
};

/** One object. The documentation shows some settings inside a `value`, the service sends them without it. */
export const unwrapValue = (body: unknown): unknown => {
  const value: unknown = typeof body === 'object' && body !== null && 'value' in body ? body.value : undefined;
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : body;
};
