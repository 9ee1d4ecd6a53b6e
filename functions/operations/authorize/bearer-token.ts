import { accessTokenPrefix } from '#shared/access/principal.ts';
import { AppError } from '#shared/kernel/errors.ts';
import { Secret } from '#shared/kernel/secret.ts';

const maxTokenLength = 16_384;

/** The bearer token, and whether it belongs to a person (OIDC) or a program (access token). */
export const bearerToken = (
  headers: Readonly<Record<string, string>>,
): { readonly of: 'person' | 'program'; readonly token: Secret } => {
  const header = headers['authorization'];
  if (header === undefined || header.trim() === '') {
    throw new AppError('Unauthenticated', 'no access token was sent: send Authorization: Bearer …');
  }
  const token = /^Bearer +([\w.~+/=-]+)$/i.exec(header.trim())?.[1];
  if (token === undefined || token.length > maxTokenLength) {
    throw new AppError('Unauthenticated', 'the Authorization header is not of the form Bearer …');
  }
  return { of: token.startsWith(accessTokenPrefix) ? 'program' : 'person', token: new Secret(token) };
};
