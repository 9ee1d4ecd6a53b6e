import { z } from 'zod';
import { AppError } from '#shared/kernel/errors.ts';

/**
 * Words for describing what Graph sends. Unknown fields are dropped and unknown words of an enumeration kept as they are; what is required and missing
 * stops the reading.
 */

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** GUIDs in lower case, so that ids from two calls compare; anything else, a mail id for one, is case-sensitive and stays. */
export const objectIdOf = (text: string): string => (guid.test(text) ? text.toLowerCase() : text);
export const RawId = z.string().min(1).transform(objectIdOf);

/** Graph writes "no elements" as [], as null and by leaving the field out. */
export const rawList = <Item extends z.ZodType>(item: Item) =>
  z
    .array(item)
    .nullish()
    .transform((items) => items ?? []);

export const RawText = z
  .string()
  .nullish()
  .transform((text) => text ?? null);

/** Null, absent and empty are the same absence. */
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

/** An instant that must be there. */
export const RawInstant = RawOptionalInstant.pipe(z.string('must be an instant, got nothing'));

/** A word of an enumeration, whatever its case; what Microsoft adds later is `unknown`. */
export const rawEnum = <const Word extends string>(...words: readonly Word[]) =>
  z
    .string()
    .nullish()
    .transform(
      (text): Word | 'unknown' => words.find((word) => word.toLowerCase() === text?.toLowerCase()) ?? 'unknown',
    );

/** The same, where it must be there. */
export const rawRequiredEnum = <const Word extends string>(...words: readonly Word[]) =>
  z
    .string()
    .transform((text): string | null | undefined => text)
    .pipe(rawEnum(...words));

/** What kind of directory object it is; devices and what Microsoft adds later are `unknown`. */
export const RawObjectType = z
  .string()
  .nullish()
  .transform((type): string | null | undefined => type?.replace(/^#microsoft\.graph\./i, ''))
  .pipe(rawEnum('user', 'group', 'servicePrincipal'));

const pathOf = (issue: z.core.$ZodIssue) => (issue.path.length === 0 ? 'the answer' : issue.path.map(String).join('.'));

/** Names the first field that is not as described, never its value: answers hold names and addresses. */
export const malformedAnswer = (error: z.ZodError): AppError => {
  const [issue] = error.issues;
  const where = issue === undefined ? 'the answer' : pathOf(issue);
  return new AppError('MicrosoftAnswerMalformed', `${where} is not as documented: ${issue?.message ?? 'unknown'}`, {
    field: where,
  });
};

/** What Graph sent, as `schema` describes it; throws `MicrosoftAnswerMalformed` with the name of the field. */
export const parseRaw = <Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> => {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw malformedAnswer(parsed.error);
};

/** A page of records of one shape. */
export const parsePage = <Schema extends z.ZodType>(schema: Schema, page: readonly unknown[]): z.output<Schema>[] =>
  page.map((item) => parseRaw(schema, item));

/** One object. Documentation shows some settings inside a `value`, the service sends them bare. */
export const unwrapValue = (body: unknown): unknown => {
  const value: unknown = typeof body === 'object' && body !== null && 'value' in body ? body.value : undefined;
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : body;
};
