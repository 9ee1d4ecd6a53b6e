import './local/require-node.mjs';
import { defineConfig } from 'vitest/config';

/** `npm run test:long`: what starts whole stacks, or reads a tenant again and again. */
const long = 'test/**/*.long.test.ts';

const project = (name: string, folders: string, options: object = {}) => ({
  test: {
    name,
    include: [`test/${folders}/**/*.test.ts`],
    exclude: ['test/fixtures/**', long],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    ...options,
  },
});

export default defineConfig({
  test: {
    // Vitest leaves one core to itself, which is half of a small machine.
    maxWorkers: '100%',
    projects: [
      // Pure: nothing to keep apart, and four times as fast with the modules kept.
      project('unit', 'unit', { isolate: false, exclude: ['test/unit/shared/{lambda,telemetry}/**'] }),
      // These listen to the logger, which another file may have silenced before it was made.
      project('unit-apart', 'unit/shared/{lambda,telemetry}'),
      // Each file has a table, or a stack, of its own; the modules are kept, as loading them for each would take longer than half of these tests.
      project('integration', '{integration,e2e}', { isolate: false }),
      // One worker that keeps its modules, after the others: the templates are synthesized once for all files.
      project('infra', 'infra', { isolate: false, fileParallelism: false, sequence: { groupOrder: 1 } }),
      project('architecture', 'architecture', { isolate: false }),
    ],
  },
});
