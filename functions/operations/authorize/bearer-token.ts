import { accessTokenPrefix } from '#shared/access/principal.ts';
import { AppError } from '#shared/kernel/errors.ts';
import { Secret } from '#shared/kernel/secret.ts';

const longestToken = 16_384;

/** What was brought, and whether a person or a program brings such. */
export const bearerToken = (
  headers: Readonly<Record<string, string>>,
): { readonly of: 'person' | 'program'; readonly token: Secret } => {
  const header = headers['authorization'];
  if (header === undefined || header.trim() === '') {
    throw new AppError('Unauthenticated', 'no access token was sent; Authorization: Bearer … is wanted');
  }
  const token = /^Bearer +([\w.~+/=-]+)$/i.exec(header.trim())?.[1];
  if (token === undefined || token.length > longestToken) {
    throw new AppError('Unauthenticated', 'the Authorization header is not of the form Bearer …');
  }
  return { of: token.startsWith(accessTokenPrefix) ? 'program' : 'person', token: new Secret(token) };
};
