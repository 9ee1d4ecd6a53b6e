import type { Clock } from '#shared/kernel/clock.ts';
import { authorizationUrl, codeOf, newSecrets } from './authorization.ts';
import { discoverProvider } from './oidc-provider.ts';
import { receiveAnswer } from './receive-answer.ts';
import type { StoredSession } from './session-store.ts';
import type { StageAddresses } from './stage-addresses.ts';
import { redeemCode, verifyIdToken } from './tokens.ts';

interface SignInRequest {
  readonly stage: string;
  readonly addresses: StageAddresses;
  readonly clock: Clock;
  readonly deadlineSeconds: number;
  /** Called with the address that the person opens. */
  readonly onAddress: (url: string) => void;
}

/** Signs a person in with a code and PKCE. The browser returns the code to this machine. */
export const signIn = async (request: SignInRequest): Promise<StoredSession> => {
  const { stage, addresses, clock, deadlineSeconds, onAddress } = request;
  const { clientId } = addresses;
  const provider = await discoverProvider(addresses.issuer, stage);
  const secrets = newSecrets();
  const receiver = await receiveAnswer({ state: secrets.state, deadlineSeconds });
  try {
    const attempt = { ...secrets, redirectUri: receiver.redirectUri };
    onAddress(authorizationUrl(provider, clientId, attempt));
    const code = codeOf(await receiver.answer, provider);
    const tokens = await redeemCode(provider, clientId, code, attempt);
    const identity = await verifyIdToken(provider, tokens.idToken, { clientId, nonce: attempt.nonce, clock });
    return {
      stage,
      ...addresses,
      subject: identity.subject,
      email: identity.email ?? null,
      idToken: tokens.idToken,
      expiresAtSeconds: identity.expiresAtSeconds,
      refreshToken: tokens.refreshToken ?? null,
    };
  } finally {
    receiver.close();
  }
};
