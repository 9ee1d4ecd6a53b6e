import { parseJsonOrUndefined } from './parse-json.ts';

/** Reads the errors of the services behind Graph. Nothing is assumed about their shape. */

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Services nest errors, write `innerError` or `innererror`, and privileged-role requests put JSON into the message. */
const maxDepth = 6;

/** A message that begins with a brace but is not JSON is an ordinary message. */
const jsonMessage = (text: unknown): unknown =>
  typeof text === 'string' && text.startsWith('{') ? parseJsonOrUndefined(text) : undefined;

const nestedErrors = (error: unknown, depth = 0): readonly Readonly<Record<string, unknown>>[] => {
  if (!isRecord(error) || depth > maxDepth) return [];
  const nested = [error['innerError'], error['innererror'], error['error'], jsonMessage(error['message'])];
  return [error, ...nested.flatMap((inner) => nestedErrors(inner, depth + 1))];
};

const textIn = (value: unknown): string[] => (typeof value === 'string' && value !== '' ? [value] : []);

/** Every code of an error, outermost first, in lower case: the documentation and the service differ in case. */
export const errorCodes = (body: unknown): readonly string[] =>
  nestedErrors(body).flatMap((error) =>
    [...textIn(error['code']), ...textIn(error['errorCode'])].map((code) => code.toLowerCase()),
  );

/** Every message of an error, for the few rules that cannot use a code. */
export const errorMessages = (body: unknown): string =>
  nestedErrors(body)
    .flatMap((error) => textIn(error['message']))
    .join(' ');

/** Read permissions that a message names. Write permissions are left out because they are never requested. */
export const scopesInMessage = (message: string): readonly string[] => [
  ...new Set(message.match(/\b[A-Z][A-Za-z]+\.Read(Basic)?(\.[A-Z][A-Za-z]+)*\b/g) ?? []),
];

/** `error` and the AADSTS numbers in a response of the token endpoint. */
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
