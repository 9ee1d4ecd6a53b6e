import type { Screen } from './screen.ts';
import { removeSession, type Session, writeSession } from './session-file.ts';
import type { Shutdown } from './shutdown.ts';

interface Serving {
  readonly screen: Screen;
  readonly session: Session;
  readonly cleanUp: Shutdown;
}

/** Serves, with the session file in its place, until a signal comes. */
export const serveUntilStopped = async ({ screen, session, cleanUp }: Serving): Promise<void> => {
  cleanUp.add(removeSession);
  writeSession(session);
  cleanUp.serving = true;
  await cleanUp.interruption;
  screen.line();
  screen.line('stopping');
};
