import './local/require-node.mjs';
import { defineConfig } from 'vitest/config';

/** `npm run test:long`: tests that start complete stacks, or read a tenant many times. */
const long = 'test/**/*.long.test.ts';

const apart = [
  'test/integration/demo/sign-ins-of-the-book.test.ts',
  'test/integration/local/demo-licenses.test.ts',
  'test/integration/shared/collecting/planted-reading.test.ts',
];

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
    // By default Vitest reserves one core for itself, which is half of a small machine.
    maxWorkers: '100%',
    projects: [
      // Pure: no isolation needed, and four times as fast without.
      project('unit', 'unit', { isolate: false, exclude: ['test/unit/shared/{lambda,telemetry}/**'] }),
      // These capture the logger, which another file may have silenced before it was created.
      project('unit-apart', 'unit/shared/{lambda,telemetry}'),
      // Each file has its own table or stack. Without isolation, because loading the modules for each file would take
      // longer than half of these tests.
      project('integration', '{integration,e2e}', { isolate: false, exclude: ['test/fixtures/**', long, ...apart] }),
      // After the others: they read many tenants of one simulated Microsoft against limits of time.
      project('integration-apart', 'integration', {
        include: apart,
        fileParallelism: false,
        sequence: { groupOrder: 1 },
      }),
      // One worker without isolation, after the others: the templates are synthesized once for all files.
      project('infra', 'infra', { isolate: false, fileParallelism: false, sequence: { groupOrder: 1 } }),
      project('architecture', 'architecture', { isolate: false }),
    ],
  },
});
