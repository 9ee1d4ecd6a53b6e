import { rmSync } from 'node:fs';
import { printNextSteps } from '#local/demo/print-next-steps.ts';
import type { Screen } from './screen.ts';
import { localDirectory, type Session, sessionFileFor, writeSession } from './session-file.ts';
import type { Shutdown } from './shutdown.ts';
import type { OwnRecord } from './stack-record.ts';

interface ServeSettings {
  readonly screen: Screen;
  readonly session: Session;
  readonly record: OwnRecord;
  readonly logFile: string;
  readonly shutdown: Shutdown;
  readonly showsTokens: boolean;
}

/** Writes the session file, prints the next steps, and waits until a signal ends the command. */
export const serveUntilStopped = async ({
  screen,
  session,
  record,
  logFile,
  shutdown,
  showsTokens,
}: ServeSettings): Promise<void> => {
  const { file, owner } = sessionFileFor(localDirectory, session.apiUrl);
  if (owner !== undefined) {
    screen.line(`another npm start (process ${owner}) owns session.json; this one writes ${file}`);
  }
  record.addSession(file, session.apiUrl);
  shutdown.add(() => rmSync(file, { force: true }));
  writeSession(file, session);
  printNextSteps(screen, { ...session, showsTokens, sessionFile: file, logFile });
  shutdown.serving = true;
  await shutdown.interruption;
  screen.line();
  screen.line('stopping');
};
