import type { AuditPort } from '#shared/api/audited.ts';
import type { Cursors } from '#shared/api/cursor.ts';
import type { Clock } from '#shared/kernel/clock.ts';
import type { NewId } from '#shared/kernel/ids.ts';
import type { Secret } from '#shared/kernel/secret.ts';
import type { AccessToken, AccessTokens } from '#shared/store/access-token-store.ts';

export interface Deps {
  readonly tokens: Pick<AccessTokens, 'list' | 'create' | 'revoke'>;
  readonly audit: AuditPort;
  readonly cursors: Cursors;
  readonly clock: Clock;
  readonly newId: NewId;
  /** 256 random bits after the prefix of access tokens. */
  readonly newToken: () => Secret;
}

/** The token in the form of the API, without its hash. */
export const toAnswer = ({ tokenId, name, scopes, role, createdAt, expiresAt, lastUsedOn }: AccessToken) => ({
  tokenId,
  name,
  scopes,
  role,
  createdAt,
  expiresAt,
  lastUsedOn,
});
