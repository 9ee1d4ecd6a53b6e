import { AppError } from '#shared/kernel/errors.ts';
import { Secret } from '#shared/kernel/secret.ts';

/** Tokens of programs begin so; a JWT begins with `ey`. */
const programPrefix = 'vct_pat_';
const longestToken = 16_384;

/** The token of a person. */
export const bearerToken = (headers: Readonly<Record<string, string>>): Secret => {
  const header = headers['authorization'];
  if (header === undefined || header.trim() === '') {
    throw new AppError('Unauthenticated', 'no access token was sent; Authorization: Bearer … is wanted');
  }
  const token = /^Bearer +([\w.~+/=-]+)$/i.exec(header.trim())?.[1];
  if (token === undefined || token.length > longestToken) {
    throw new AppError('Unauthenticated', 'the Authorization header is not of the form Bearer …');
  }
  if (token.startsWith(programPrefix)) {
    throw new AppError('Unauthenticated', 'the personal access token is unknown, expired or revoked');
  }
  return new Secret(token);
};
