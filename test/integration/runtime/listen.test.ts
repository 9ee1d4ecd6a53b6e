import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import { expect, it } from 'vitest';
import { listen } from '#local/runtime/listen.ts';

/** Opens connections at once, and prints how many were accepted within a second. */
const client = `
const { connect } = require('node:net');
const [port, count] = process.argv.slice(1).map(Number);
let accepted = 0;
for (let at = 0; at < count; at += 1) connect(port, '127.0.0.1', () => (accepted += 1)).on('error', () => {});
setTimeout(() => process.stdout.write(String(accepted), () => process.exit()), 1_000);
`;

it('lets a burst of clients connect while the server is busy, so that none of them waits to try again', async () => {
  const server = await listen(createServer(), 0);
  try {
    // The event loop of this process, and with it the server, stands still until the client has ended.
    const accepted = execFileSync(process.execPath, ['-e', client, String(server.port), '2000'], { encoding: 'utf8' });
    expect(Number(accepted)).toBe(2000);
  } finally {
    await server.stop();
  }
});
