import { text } from 'node:stream/consumers';
import { knownStage, readGivenFlags, runCommand, UsageError } from './command-line.ts';
import { callApi } from './sign-in/call-api.ts';
import { currentSession, stageOf } from './sign-in/current-session.ts';
import { openSessions, sessionDirectory } from './sign-in/session-store.ts';
import { stageClock } from './sign-in/stage-clock.ts';

const usage = `npm run vectis -- METHOD PATH [--stage NAME] [--body JSON]
  calls the API with the session of npm run sign-in, and prints the answer: npm run vectis -- GET /v1/me
  --stage NAME   needed only if you are signed in to several stages
  --body JSON    the body; - reads it from standard input`;

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** JSON is indented for people; everything else is printed as it is. */
const readable = (answer: string): string => {
  try {
    return JSON.stringify(JSON.parse(answer), undefined, 2);
  } catch {
    return answer;
  }
};

/** Calls the API as the person who signed in. The exit status is 1 if the API refused. */
await runCommand(usage, async (given) => {
  const values = readGivenFlags({ stage: 'text', body: 'text' }, usage, given, 2);
  const [method = '', path] = values.positionals;
  if (path === undefined || !methods.includes(method.toUpperCase())) {
    throw new UsageError(`name a method and a path, as GET /v1/me\n${usage}`);
  }
  const sessions = openSessions(sessionDirectory(process.env));
  const stage = knownStage(stageOf(values.stage, sessions));
  const session = await currentSession(stage, sessions, ({ apiUrl }) => stageClock(stage, apiUrl));
  const body = values.body === '-' ? await text(process.stdin) : values.body;
  const answer = await callApi(session, { method: method.toUpperCase(), path, body });
  if (answer.text !== '') process.stdout.write(`${readable(answer.text)}\n`);
  if (answer.status >= 400) {
    process.stderr.write(`${stage} answered ${answer.status}\n`);
    process.exitCode = 1;
  }
});
