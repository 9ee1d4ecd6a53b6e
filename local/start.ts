import { assertPortIsFree } from '#local/cli/assert-port-is-free.ts';
import { bundle, synthesize } from '#local/cli/build-assembly.ts';
import { readOptions, UsageError, usage } from '#local/cli/options.ts';
import { runDemo } from '#local/cli/run-demo.ts';
import { openScreen } from '#local/cli/screen.ts';
import { serveUntilStopped } from '#local/cli/serve.ts';
import { Shutdown } from '#local/cli/shutdown.ts';

/** `npm start`: builds what would be deployed, runs it here, reads the demo book and goes on serving. */
const main = async (cleanUp: Shutdown): Promise<void> => {
  const startedAt = performance.now();
  const options = readOptions(process.argv.slice(2));
  const screen = openScreen(options.json ? process.stderr : process.stdout);
  if (options.help) return screen.line(usage);
  // Found out now, not when everything is built.
  await assertPortIsFree(options.port);
  const assemblyDir = options.assemblyDir ?? (await build(screen));
  const { session, result } = await runDemo({ options, screen, assemblyDir, cleanUp, startedAt });
  if (options.json) process.stdout.write(`${JSON.stringify(result)}\n`);
  if (!options.once) await serveUntilStopped({ screen, session, cleanUp });
};

const build = async (screen: ReturnType<typeof openScreen>): Promise<string> => {
  await screen.step('bundling the functions', bundle);
  return screen.step('synthesizing the stack', () => synthesize());
};

const cleanUp = new Shutdown();
try {
  const work = main(cleanUp);
  work.catch(() => {}); // after an interruption it fails on what was taken away from it
  await Promise.race([work, cleanUp.interruption]);
  if (cleanUp.interrupted && !cleanUp.serving) process.exitCode = 130;
} catch (error) {
  process.stderr.write(`vectis: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
await cleanUp.run();
// Connections that clients keep open must not keep the command from ending.
process.exit();
