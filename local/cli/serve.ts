import type { Screen } from './screen.ts';
import { removeSession, type Session, writeSession } from './session-file.ts';
import type { Shutdown } from './shutdown.ts';

interface ServeSettings {
  readonly screen: Screen;
  readonly session: Session;
  readonly shutdown: Shutdown;
}

/** Writes the session file and waits until a signal ends the command. */
export const serveUntilStopped = async ({ screen, session, shutdown }: ServeSettings): Promise<void> => {
  shutdown.add(removeSession);
  writeSession(session);
  shutdown.serving = true;
  await shutdown.interruption;
  screen.line();
  screen.line('stopping');
};
