import { z } from 'zod';
import type { ApiContract, Operation } from '#shared/contract/function-contract.ts';
import { discover } from '../discover.ts';
import { knownStage, readGivenFlags, runCommand, UsageError } from './command-line.ts';
import { currentSession } from './sign-in/current-session.ts';
import { openSessions, sessionDirectory } from './sign-in/session-store.ts';
import { stageClock } from './sign-in/stage-clock.ts';

const usage = `npm run smoke -- --stage NAME
  requests everything that can be read without an id, as who signed in by npm run sign-in, and compares the answers
  with the contract; VECTIS_TOKEN=… npm run smoke -- --url https://… takes a token and the address of the API instead`;
const timeoutMilliseconds = 30_000;

/**
 * Every GET route that needs neither an id nor a required query: any member may call it, and it changes nothing. Each
 * page of an export is a row of the audit log, so exports are left out.
 */
const readingRoutes = async (): Promise<readonly Operation[]> => {
  const { api } = await discover();
  const operations = api.flatMap(({ contract }: { contract: ApiContract }) => Object.values(contract.operations));
  return operations.filter(
    ({ route, query }) =>
      route.startsWith('GET ') &&
      !route.startsWith('GET /v1/exports/') &&
      !route.includes('{') &&
      (query === undefined || query.safeParse({}).success),
  );
};

const ask = (url: string, token?: string): Promise<Response> =>
  fetch(url, {
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(timeoutMilliseconds),
    redirect: 'error',
  });

/** Undefined if the answer conforms to the contract, including a 404 that the contract lists. */
const faultOf = async (operation: Operation, answer: Response): Promise<string | undefined> => {
  const { status, body } = operation.response;
  const text = await answer.text();
  if (answer.status === 404 && operation.errors?.includes('NotFound')) return undefined;
  if (answer.status !== status) return `answered ${answer.status}, not ${status}: ${text.slice(0, 300)}`;
  if (body === undefined) return undefined;
  const parsed = body.safeParse(JSON.parse(text));
  // Only the paths that differ, not the values: this may be printed in a build log.
  return parsed.success ? undefined : `differs from the contract at ${parsed.error.issues[0]?.path.join('.')}`;
};

const originOf = (text: string): string => {
  const url = z.url({ protocol: /^https?$/ }).safeParse(text);
  if (!url.success) throw new UsageError(`--url must be the address of the API, got ${text}\n${usage}`);
  const { origin, protocol, hostname } = new URL(url.data);
  if (protocol === 'http:' && !/^(127\.0\.0\.1|localhost)$/.test(hostname))
    throw new UsageError('the token is sent over https only');
  return origin;
};

interface Target {
  readonly origin: string;
  readonly token: string;
}

/** The session of a stage, or the address with a token of the environment. */
const targetOf = async (given: readonly string[]): Promise<Target> => {
  const { stage, url } = readGivenFlags({ stage: 'text', url: 'text' }, usage, given);
  if ((stage === undefined) === (url === undefined)) throw new UsageError(`name either --stage or --url\n${usage}`);
  if (stage !== undefined) {
    const sessions = openSessions(sessionDirectory(process.env));
    const session = await currentSession(knownStage(stage), sessions, ({ apiUrl }) => stageClock(stage, apiUrl));
    return { origin: session.apiUrl, token: session.idToken };
  }
  const origin = originOf(url ?? '');
  const token = process.env['VECTIS_TOKEN'] ?? '';
  if (token === '') throw new UsageError(`VECTIS_TOKEN is not set: set it to a token of a member of the MSP\n${usage}`);
  return { origin, token };
};

/** Requests everything that can be read without an id from a running stage, and changes nothing. */
await runCommand(usage, async (given) => {
  const { origin, token } = await targetOf(given);

  let faults = 0;
  const say = (route: string, fault: string | undefined): void => {
    if (fault !== undefined) faults += 1;
    process.stdout.write(
      `${fault === undefined ? 'ok  ' : 'FAIL'} ${route}${fault === undefined ? '' : `: ${fault}`}\n`,
    );
  };
  for (const operation of await readingRoutes()) {
    const path = operation.route.replace('GET ', '');
    say(operation.route, await faultOf(operation, await ask(`${origin}${path}`, token)));
    if (operation.ability === 'public') continue;
    const { status } = await ask(`${origin}${path}`);
    if (status !== 401) say(`${operation.route} without a token`, `answered ${status}, not 401`);
  }
  if (faults > 0) throw new Error(`${faults} routes do not match their contract`);
});
