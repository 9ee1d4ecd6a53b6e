import './local/require-node.mjs';
import { defineConfig } from 'vitest/config';

/** Not part of `npm test`: each takes 15 seconds or more, for a complete stack or a tenant that is read often. */
export default defineConfig({
  test: {
    include: ['test/**/*.long.test.ts'],
    // `npm run test:recipes`: several minutes by itself.
    exclude: ['test/recipes/**'],
    testTimeout: 300_000,
    hookTimeout: 600_000,
    maxWorkers: '100%',
  },
});
