import { resolve } from 'node:path';
import { assertPortIsFree } from '#local/cli/assert-port-is-free.ts';
import { assertWritable } from '#local/cli/assert-writable.ts';
import { bundle, synthesize } from '#local/cli/build-assembly.ts';
import { bypassProxy } from '#local/cli/bypass-proxy.ts';
import { readOptions, UsageError, usage } from '#local/cli/options.ts';
import { watchMemory } from '#local/cli/peak-memory.ts';
import { openScreen } from '#local/cli/screen.ts';
import { localDirectory } from '#local/cli/session-file.ts';
import { Shutdown } from '#local/cli/shutdown.ts';
import { claimData, cleanUpKilledStacks, recordStack } from '#local/cli/stack-record.ts';

const root = resolve(import.meta.dirname, '..');

/** `npm start`: builds what would be deployed, runs it locally, syncs the demo book and keeps serving. */
const main = async (shutdown: Shutdown): Promise<void> => {
  const startedAt = performance.now();
  const memory = watchMemory();
  const options = readOptions(process.argv.slice(2));
  const screen = openScreen(options.json ? process.stderr : process.stdout);
  if (options.help) return screen.line(usage);
  // Checked before the build, which takes a while.
  assertWritable(root, options.assemblyDir === undefined ? ['.local', 'dist', 'cdk.out'] : ['.local']);
  await assertPortIsFree(options.port);
  for (const line of cleanUpKilledStacks(localDirectory)) screen.line(line);
  for (const line of options.dataDir === undefined ? [] : claimData(options.dataDir)) screen.line(line);
  const record = recordStack(localDirectory, options.dataDir);
  shutdown.add(record.remove);
  const assemblyDir = options.assemblyDir ?? (await build(screen));
  // Loaded now and not before the first line on the screen, because it is most of the code.
  const { runDemo } = await screen.step('loading the runtime', () => import('#local/cli/run-demo.ts'));
  const { session, logFile, result } = await runDemo({ options, screen, assemblyDir, shutdown, record, startedAt });
  const printed = { ...result, peakMegabytes: memory.peakMegabytes() };
  if (options.json) process.stdout.write(`${JSON.stringify(printed)}\n`);
  if (options.once) return;
  const { serveUntilStopped } = await import('#local/cli/serve.ts');
  await serveUntilStopped({ screen, session, record, logFile, shutdown, showsTokens: options.tokens });
};

const build = async (screen: ReturnType<typeof openScreen>): Promise<string> => {
  await screen.step('bundling the functions', bundle);
  return screen.step('synthesizing the stack', () => synthesize());
};

bypassProxy();
const shutdown = new Shutdown();
try {
  const work = main(shutdown);
  work.catch(() => {}); // after an interruption it fails because its resources are closed
  await Promise.race([work, shutdown.interruption]);
  if (shutdown.interrupted && !shutdown.serving) process.exitCode = 130;
} catch (error) {
  process.stderr.write(`vectis: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
await shutdown.run();
// Connections that clients keep open would keep the process alive.
process.exit();
