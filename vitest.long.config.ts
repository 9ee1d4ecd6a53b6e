import './local/require-node.mjs';
import { defineConfig } from 'vitest/config';

/** Apart from `npm test`: each of these takes a quarter of a minute or more, for a whole stack or for a tenant that is read again and again. */
export default defineConfig({
  test: { include: ['test/**/*.long.test.ts'], testTimeout: 300_000, hookTimeout: 600_000, maxWorkers: '100%' },
});
