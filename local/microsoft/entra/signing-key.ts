import { exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose';
import type { Clock } from '#shared/kernel/clock.ts';
import { guidOf } from '../random.ts';

/**
 * Lifetime of a token, as in Entra's `expires_in`.
 * https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
 */
export const tokenLifetimeSeconds = 3599;
export const graphAudience = 'https://graph.microsoft.com';

export interface AccessClaims {
  readonly tenantId: string;
  readonly appId: string;
  readonly roles: readonly string[];
}

export type TokenCheck =
  | { readonly ok: true; readonly claims: AccessClaims }
  | { readonly ok: false; readonly reason: 'expired' | 'malformed' | 'audience' };

/** Entra's key pair, created at each start: signs access tokens, and verifies them for the Graph server. */
export const createSigningKey = async (clock: Clock) => {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = await exportJWK(publicKey);
  const kid = guidOf(JSON.stringify(jwk)).replaceAll('-', '');
  const seconds = (): number => Math.floor(clock.now().getTime() / 1000);
  const verified = new Map<string, { readonly claims: AccessClaims; readonly expiresAtSeconds: number }>();

  const sign = async ({ tenantId, appId, roles }: AccessClaims): Promise<string> =>
    await new SignJWT({
      appid: appId,
      idtyp: 'app',
      oid: guidOf(`${tenantId}/${appId}`),
      tid: tenantId,
      ver: '1.0',
      // A token of an application without application permissions has no `roles` claim.
      ...(roles.length > 0 ? { roles: [...roles] } : {}),
    })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid })
      .setIssuer(`https://sts.windows.net/${tenantId}/`)
      .setAudience(graphAudience)
      .setIssuedAt(seconds())
      .setNotBefore(seconds())
      .setExpirationTime(seconds() + tokenLifetimeSeconds)
      .sign(privateKey);

  const verify = async (token: string): Promise<TokenCheck> => {
    try {
      const { payload } = await jwtVerify(token, publicKey, { algorithms: ['RS256'], currentDate: clock.now() });
      if (payload.aud !== graphAudience) return { ok: false, reason: 'audience' };
      const roles = Array.isArray(payload['roles']) ? payload['roles'].map(String) : [];
      const claims = { tenantId: String(payload['tid']), appId: String(payload['appid']), roles };
      verified.set(token, { claims, expiresAtSeconds: payload.exp ?? 0 });
      return { ok: true, claims };
    } catch (error) {
      const isExpired = error instanceof Error && 'code' in error && error.code === 'ERR_JWT_EXPIRED';
      return { ok: false, reason: isExpired ? 'expired' : 'malformed' };
    }
  };

  return {
    sign,
    /** As the key set of a tenant lists it. */
    publicJwk: { ...jwk, kid, use: 'sig' },
    /**
     * Verifies signature, lifetime and audience. A verified token is cached until it expires: it arrives hundreds of
     * times.
     */
    async check(token: string): Promise<TokenCheck> {
      const cached = verified.get(token);
      if (cached === undefined) return await verify(token);
      return cached.expiresAtSeconds > seconds()
        ? { ok: true, claims: cached.claims }
        : { ok: false, reason: 'expired' };
    },
  };
};

export type SigningKey = Awaited<ReturnType<typeof createSigningKey>>;
