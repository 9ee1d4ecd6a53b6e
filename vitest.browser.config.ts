import './local/require-node.mjs';
import { defineConfig } from 'vitest/config';

/** Not part of `npm test`: these need a Chromium. */
export default defineConfig({
  test: { include: ['test/browser/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 60_000, fileParallelism: false },
});
