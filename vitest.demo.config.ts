import './local/require-node.mjs';
import { defineConfig } from 'vitest/config';

/** Apart from `npm test`: the whole demo book is read, judged and compared, which takes most of a minute. */
export default defineConfig({
  test: { include: ['test/demo/**/*.test.ts'], testTimeout: 300_000, hookTimeout: 900_000, fileParallelism: false },
});
