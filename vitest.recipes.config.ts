import './local/require-node.mjs';
import { defineConfig } from 'vitest/config';

/** `npm run test:recipes`: follows each recipe of CONTRIBUTING in a copy of the project, and forgets each step once. */
export default defineConfig({
  test: { include: ['test/recipes/**/*.long.test.ts'], testTimeout: 900_000, hookTimeout: 900_000, maxWorkers: 1 },
});
