import type { Clock } from '#shared/kernel/clock.ts';
import { UsageError } from '../command-line.ts';
import { discoverProvider } from './oidc-provider.ts';
import type { SessionStore, StoredSession } from './session-store.ts';
import { refreshTokens, TokenRefused, verifyIdToken } from './tokens.ts';

/** A token that ends within this time is refreshed before it is used. */
const marginSeconds = 60;

/** The stage that was named, or the one that somebody is signed in to. */
export const stageOf = (named: string | undefined, sessions: SessionStore): string => {
  if (named !== undefined) return named;
  const [only, ...others] = sessions.stages();
  if (only === undefined) throw new Error('nobody is signed in: run npm run sign-in -- --stage NAME');
  if (others.length === 0) return only;
  throw new UsageError(`you are signed in to ${[only, ...others].join(' and ')}: name one with --stage`);
};

/** The session of a stage, with a token that is valid now. Refreshes it if it is not. */
export const currentSession = async (
  stage: string,
  sessions: SessionStore,
  clockOf: (session: StoredSession) => Promise<Clock>,
): Promise<StoredSession> => {
  const session = sessions.read(stage);
  if (session === undefined) throw new Error(`nobody is signed in to ${stage}: ${signInAgain(stage)}`);
  const clock = await clockOf(session);
  if (session.expiresAtSeconds - marginSeconds > clock.now().getTime() / 1000) return session;
  const refreshed = await refresh(session, clock);
  sessions.write(refreshed);
  return refreshed;
};

const signInAgain = (stage: string): string => `run npm run sign-in -- --stage ${stage}`;

const refresh = async (session: StoredSession, clock: Clock): Promise<StoredSession> => {
  const { stage, issuer, clientId, refreshToken } = session;
  if (refreshToken === null) throw new Error(`the session has ended: ${signInAgain(stage)}`);
  const provider = await discoverProvider(issuer, stage);
  try {
    const tokens = await refreshTokens(provider, clientId, refreshToken);
    const identity = await verifyIdToken(provider, tokens.idToken, { clientId, clock });
    if (identity.subject !== session.subject) {
      throw new Error(`the issuer answered with a token of another person: ${signInAgain(stage)}`);
    }
    return {
      ...session,
      idToken: tokens.idToken,
      expiresAtSeconds: identity.expiresAtSeconds,
      refreshToken: tokens.refreshToken ?? refreshToken,
    };
  } catch (error) {
    if (error instanceof TokenRefused)
      throw new Error(`the session has ended: ${signInAgain(stage)}`, { cause: error });
    throw error;
  }
};
