import { parseJsonOrUndefined } from './parse-json.ts';

/** Reads what services behind Graph call an error. None of it is trusted to have a shape. */

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Services nest errors, write `innerError` and `innererror`, and privileged-role calls put JSON into the message. */
const deepest = 6;

/** A message that begins with a brace and is no JSON is a message. */
const parsed = (text: unknown): unknown =>
  typeof text === 'string' && text.startsWith('{') ? parseJsonOrUndefined(text) : undefined;

const within = (error: unknown, depth = 0): readonly Readonly<Record<string, unknown>>[] => {
  if (!isRecord(error) || depth > deepest) return [];
  const nested = [error['innerError'], error['innererror'], error['error'], parsed(error['message'])];
  return [error, ...nested.flatMap((inner) => within(inner, depth + 1))];
};

const textIn = (value: unknown): string[] => (typeof value === 'string' && value !== '' ? [value] : []);

/** Every code of an error, outermost first, in lower case: the documentation and the wire disagree about case. */
export const errorCodes = (body: unknown): readonly string[] =>
  within(body).flatMap((error) =>
    [...textIn(error['code']), ...textIn(error['errorCode'])].map((code) => code.toLowerCase()),
  );

/** Every message of an error, for the few rules that have nothing better to go by. */
export const errorMessages = (body: unknown): string =>
  within(body)
    .flatMap((error) => textIn(error['message']))
    .join(' ');

/** Names of read permissions that a message demands. What would write is never asked for. */
export const scopesInMessage = (words: string): readonly string[] => [
  ...new Set(words.match(/\b[A-Z][A-Za-z]+\.Read(Basic)?(\.[A-Z][A-Za-z]+)*\b/g) ?? []),
];

/** `error` and the AADSTS numbers of an answer of the token endpoint. */
export const tokenError = (body: unknown): { readonly error: string; readonly numbers: readonly number[] } => {
  if (!isRecord(body)) return { error: '', numbers: [] };
  const { error, error_codes: codes, error_description: description } = body;
  const listed = Array.isArray(codes) ? codes.filter((code) => typeof code === 'number') : [];
  const written =
    typeof description === 'string'
      ? [...description.matchAll(/AADSTS(\d+)/g)].map(([, digits]) => Number(digits))
      : [];
  return { error: typeof error === 'string' ? error : '', numbers: listed.length > 0 ? listed : written };
};
