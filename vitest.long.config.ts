import './local/require-node.mjs';
import { defineConfig } from 'vitest/config';

/** They measure wall time, and the first sends more requests than the machine can answer. */
const apart = ['test/load/**/*.long.test.ts', 'test/integration/stalled-engine.long.test.ts'];

const project = (name: string, options: object) => ({
  test: { name, testTimeout: 300_000, hookTimeout: 600_000, ...options },
});

/** Not part of `npm test`: each takes 15 seconds or more, for a complete stack or a tenant that is read often. */
export default defineConfig({
  test: {
    maxWorkers: '100%',
    projects: [
      project('long', {
        include: ['test/**/*.long.test.ts'],
        // `npm run test:recipes`: several minutes by itself.
        exclude: ['test/recipes/**', ...apart],
      }),
      // After the others, one file at a time.
      project('long-apart', { include: apart, fileParallelism: false, sequence: { groupOrder: 1 } }),
    ],
  },
});
