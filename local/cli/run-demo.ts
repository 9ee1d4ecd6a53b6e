import { demoMsp } from '#local/demo/book/demo-msp.ts';
import type { DemoCustomer } from '#local/demo/book/demo-customer.ts';
import { demoBook, demoSize } from '#local/demo/book/index.ts';
import { type BookRow, fetchBook } from '#local/demo/fetch-book.ts';
import { fetchSignIns, type ShownCustomer } from '#local/demo/fetch-sign-ins.ts';
import { printBook } from '#local/demo/print-book.ts';
import { printRun, printTenant } from '#local/demo/print-progress.ts';
import { printSignIns } from '#local/demo/print-sign-ins.ts';
import { seedDemo } from '#local/demo/seed.ts';
import { connectionData, homeOfPublisherApp, tenantToTry } from '#local/demo/tenant-to-try.ts';
import { emptyMsp, setUpMsp } from '#local/demo/set-up-msp.ts';
import { changedSinceYesterday, oneDayBefore, syncAsOfYesterday } from '#local/demo/sync-as-of-yesterday.ts';
import { type BookRun, type SyncKind, syncBook } from '#local/demo/sync-book.ts';
import { type SimulatedMicrosoft, startMicrosoft } from '#local/microsoft/start-microsoft.ts';
import { RuntimeClock } from '#local/runtime/time/runtime-clock.ts';
import { type RunningStack, startStack } from '#local/stack.ts';
import { openLogFile } from './log-file.ts';
import type { Options } from './options.ts';
import { persistedIssuerPort } from './persisted-issuer-port.ts';
import type { Screen } from './screen.ts';
import type { Session } from './session-file.ts';
import type { Shutdown } from './shutdown.ts';
import type { OwnRecord } from './stack-record.ts';

interface Demo {
  readonly options: Options;
  readonly screen: Screen;
  readonly assemblyDir: string;
  readonly shutdown: Shutdown;
  readonly record: OwnRecord;
  /** `performance.now()` when the command began. */
  readonly startedAt: number;
}

/** The line that `--json` prints. */
export interface Result {
  readonly run: BookRun;
  readonly communications: BookRun;
  readonly book: readonly BookRow[];
  /** Requests that the simulated Microsoft received; null with `--microsoft`, where nobody counts them. */
  readonly requests: { readonly graph: number; readonly token: number; readonly insideRetryAfter: number } | null;
  readonly seconds: number;
}

const emptyRun: BookRun = { scheduled: 0, finished: 0, failed: 0, skipped: 0 };

/** Starts the stack with a Microsoft, fills it over its API as a client would, syncs the book once and prints it. */
export const runDemo = async ({ options, screen, assemblyDir, shutdown, record, startedAt }: Demo) => {
  const now = options.now ?? new Date();
  const book = options.empty ? [] : demoBook(now, options.tenants ?? demoSize);
  const unconnected = options.try ? tenantToTry(now, book.length) : undefined;
  const home = unconnected && homeOfPublisherApp(now, book.length, unconnected);
  // A kept database already has a yesterday, and tenants of another Microsoft cannot be set back to theirs.
  const hasYesterday = options.dataDir === undefined && options.microsoft === undefined;
  const changed = hasYesterday ? changedSinceYesterday(book) : [];
  const clock = new RuntimeClock(changed.length > 0 ? oneDayBefore(now) : options.now);
  const microsoft =
    options.microsoft === undefined
      ? await startMicrosoft({
          tenants: [...book, ...(unconnected ? [unconnected] : []), ...(home ? [home] : [])].map(
            ({ tenant }) => tenant,
          ),
          clock,
        })
      : undefined;
  if (microsoft !== undefined) shutdown.add(() => microsoft.stop());
  const origins = options.microsoft ?? microsoft?.origins ?? {};
  const { stack, logFile } = await boot({
    options,
    screen,
    assemblyDir,
    shutdown,
    record,
    clock,
    origins,
  });

  const msp = options.empty ? emptyMsp : demoMsp;
  if (changed.length > 0) {
    const names = changed.map(({ name }) => name).join(', ');
    await screen.step(`syncing ${names} as of yesterday`, () => syncAsOfYesterday(stack, msp, changed));
  }
  const { mspId, tokens } = await screen.step(`creating the MSP ${msp.name}`, () => setUpMsp(stack, msp));
  if (!options.empty) {
    await screen.step(`connecting ${book.length} tenants`, () =>
      seedDemo({ apiUrl: stack.apiUrl, adminToken: tokens.admin, book }),
    );
  }
  const names = new Map(book.map(({ name, tenant }) => [tenant.tenantId, name]));
  const run = options.empty ? emptyRun : await sync(screen, stack, 'posture', names);
  const communications = options.empty ? emptyRun : await sync(screen, stack, 'communications', names);
  const rows = await fetchBook(stack.apiUrl, tokens.admin);
  if (!options.empty) {
    screen.line();
    printBook(screen, rows);
    screen.line();
    printSignIns(screen, await fetchSignIns(stack.apiUrl, tokens.admin, customersWithProof(book, rows)));
  }
  const session: Session = {
    apiUrl: `${stack.apiUrl}/v1`,
    mspId,
    tokens,
    members: msp.members,
    issuer: stack.issuer.url,
    tokenEndpoint: stack.issuer.tokenEndpoint,
    awsEndpoint: stack.endpoints['AWS_ENDPOINT_URL_LAMBDA'] ?? '',
    microsoft: origins,
    pid: process.pid,
    ...(unconnected && home ? { try: connectionData(unconnected, home) } : {}),
  };
  const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
  const result: Result = { run, communications, book: rows, requests: requestsOf(microsoft), seconds };
  return { session, logFile, result };
};

/** The customers of whom the screen shows what is proved of their sign-ins. */
const customersWithProof = (book: readonly DemoCustomer[], rows: readonly BookRow[]): readonly ShownCustomer[] =>
  book.flatMap(({ name, signIns }) => {
    const customerId = rows.find((each) => each.name === name)?.customerId ?? undefined;
    return signIns === undefined || customerId === undefined ? [] : [{ customerId, name, caption: signIns }];
  });

const boot = async (
  settings: Pick<Demo, 'options' | 'screen' | 'assemblyDir' | 'shutdown' | 'record'> & {
    readonly clock: RuntimeClock;
    readonly origins: Readonly<Record<string, string>>;
  },
): Promise<{ readonly stack: RunningStack; readonly logFile: string }> => {
  const { options, screen, assemblyDir, shutdown, record, clock, origins } = settings;
  const { dataDir, port } = options;
  const log = openLogFile();
  const issuer = persistedIssuerPort(dataDir);
  const stack = await screen.step('starting the stack', () =>
    startStack({
      assemblyDir,
      clock,
      port,
      microsoftOrigins: origins,
      issuerPort: issuer.port,
      ...(dataDir === undefined ? {} : { dataDir }),
      onEngineStart: record.addEngine,
      onEngineFailure: (error) =>
        shutdown.fail(new Error(`${error.message}, so nothing can be served any more: run npm start again`)),
      onLogLine: log.write,
      onAlarm: ({ definition, to, reason }) => {
        if (to !== 'ALARM') return;
        screen.line(screen.paint('yellow', `alarm ${definition.name}: ${reason}`));
        screen.line(screen.paint('dim', `  ${definition.description}`));
      },
      onMessage: ({ message }) => {
        const [first = '', ...rest] = message.split('\n');
        screen.line(screen.paint('yellow', `message: ${first}`));
        for (const line of rest) screen.line(screen.paint('dim', `  ${line}`));
      },
    }),
  );
  issuer.save(Number(new URL(stack.issuer.url).port));
  shutdown.add(log.close);
  shutdown.add(() => stack.stop());
  return { stack, logFile: log.path };
};

const sync = async (
  screen: Screen,
  stack: RunningStack,
  kind: SyncKind,
  names: ReadonlyMap<string, string>,
): Promise<BookRun> => {
  screen.line(`syncing the book: ${kind}`);
  const run = await syncBook(stack, kind, (progress) =>
    printTenant(screen, progress, names.size, names.get(progress.tenantId) ?? progress.tenantId),
  );
  printRun(screen, kind, run);
  return run;
};

const requestsOf = (microsoft: SimulatedMicrosoft | undefined): Result['requests'] => {
  if (microsoft === undefined) return null;
  const { graph, token, insideRetryAfter } = microsoft.counters();
  return { graph, token, insideRetryAfter };
};
