import './local/require-node.mjs';
import { defineConfig } from 'vitest/config';

/** Not part of `npm test`: the complete demo book is read, judged and compared, which takes almost a minute. */
export default defineConfig({
  test: { include: ['test/demo/**/*.test.ts'], testTimeout: 300_000, hookTimeout: 900_000, fileParallelism: false },
});
