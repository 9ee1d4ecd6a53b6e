import { exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose';
import type { Clock } from '#shared/kernel/clock.ts';
import { guidOf } from '../random.ts';

/** How long a token lives, as Entra says it. https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow */
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

/** Entra's key: signs access tokens, and lets the Graph server check them. Made anew at each start. */
export const createSigningKey = async (clock: Clock) => {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  const kid = guidOf(JSON.stringify(await exportJWK(publicKey))).replaceAll('-', '');
  const seconds = (): number => Math.floor(clock.now().getTime() / 1000);
  const known = new Map<string, { readonly claims: AccessClaims; readonly expiresAtSeconds: number }>();

  const sign = async ({ tenantId, appId, roles }: AccessClaims): Promise<string> =>
    await new SignJWT({
      appid: appId,
      idtyp: 'app',
      oid: guidOf(`${tenantId}/${appId}`),
      tid: tenantId,
      ver: '1.0',
      // An application without any application permission gets a token without the claim.
      ...(roles.length > 0 ? { roles: [...roles] } : {}),
    })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid })
      .setIssuer(`https://sts.windows.net/${tenantId}/`)
      .setAudience(graphAudience)
      .setIssuedAt(seconds())
      .setNotBefore(seconds())
      .setExpirationTime(seconds() + tokenLifetimeSeconds)
      .sign(privateKey);

  const read = async (token: string): Promise<TokenCheck> => {
    try {
      const { payload } = await jwtVerify(token, publicKey, { algorithms: ['RS256'], currentDate: clock.now() });
      if (payload.aud !== graphAudience) return { ok: false, reason: 'audience' };
      const roles = Array.isArray(payload['roles']) ? payload['roles'].map(String) : [];
      const claims = { tenantId: String(payload['tid']), appId: String(payload['appid']), roles };
      known.set(token, { claims, expiresAtSeconds: payload.exp ?? 0 });
      return { ok: true, claims };
    } catch (error) {
      const isExpired = error instanceof Error && 'code' in error && error.code === 'ERR_JWT_EXPIRED';
      return { ok: false, reason: isExpired ? 'expired' : 'malformed' };
    }
  };

  return {
    sign,
    /** Signature, life and audience. What was verified once is remembered until it expires: one tenant's token comes hundreds of times. */
    async check(token: string): Promise<TokenCheck> {
      const remembered = known.get(token);
      if (remembered === undefined) return await read(token);
      return remembered.expiresAtSeconds > seconds()
        ? { ok: true, claims: remembered.claims }
        : { ok: false, reason: 'expired' };
    },
  };
};

export type SigningKey = Awaited<ReturnType<typeof createSigningKey>>;
