import type { Microsoft } from '#shared/microsoft/open-microsoft.ts';

/** The roles in a new token; undefined if they cannot be read from it. */
export const grantedRoles = async (microsoft: Pick<Microsoft, 'tokenClaims'>): Promise<readonly string[] | undefined> =>
  (await microsoft.tokenClaims()).roles;
