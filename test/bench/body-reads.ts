import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { bundle, synthesize } from '#local/cli/build-assembly.ts';
import { startMicrosoft } from '#local/microsoft/start-microsoft.ts';
import { RuntimeClock } from '#local/runtime/time/runtime-clock.ts';
import { startStack } from '#local/stack.ts';
import { apiClient } from '#test/support/api-client.ts';
import { address, connectionSignIn, deliverMessage, mailTenant } from '#test/support/mail-tenant.ts';
import { stackStart } from '#test/support/stack-start.ts';

/**
 * Measures body reads through HTTP against the running stack, from the authorizer to both rows of the audit log: 1, 20
 * and 200 concurrent reads by twelve members. Then it verifies that the audit log is intact and without gaps.
 */
const memberCount = 12;
const clock = new RuntimeClock(stackStart());
const now = clock.now();
const emails = Array.from({ length: memberCount }, (_, at) => `person${at + 1}@msp.example`);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0;

const tenant = mailTenant(now, emails.slice(0, 1));
const to = emails.map(address);
deliverMessage(tenant, emails[0] ?? '', now, { subject: 'To all', from: address('ann@acme.example'), to });
const microsoft = await startMicrosoft({ tenants: [tenant], clock, enforceLimits: false });
const folder = mkdtempSync(join(tmpdir(), 'vectis-bodies-'));
await bundle();
const assemblyDir = await synthesize(folder);
const stack = await startStack({ assemblyDir, port: 0, clock, microsoftOrigins: microsoft.origins });
const call = apiClient(stack.apiUrl, { timeoutSeconds: 300 });

/** Creates an MSP with twelve members and a customer, and syncs one message that was sent to all of them. */
const prepare = async () => {
  const members = emails.map((email, at) => ({ email, role: at === 0 ? 'admin' : 'member' }));
  await stack.invoke('vectis-local-create-msp', { name: 'Northwind IT', members });
  const tokens = await Promise.all(emails.map((email) => stack.issuer.tokenFor(email)));
  for (const token of tokens) await call('GET', '/v1/me', { token });
  const [token] = tokens;
  const customer = { name: 'Acme', domains: [{ domain: 'acme.example' }] };
  const { customerId } = (await call('POST', '/v1/customers', { token, body: customer })).body;
  const connection = {
    ...connectionSignIn(tenant),
    mode: 'own-app',
    reads: ['communications'],
    mailboxes: emails.slice(0, 1),
  };
  const { connectionId } = (await call('POST', '/v1/connections', { token, body: connection })).body;
  await call('POST', `/v1/connections/${connectionId}/sync`, { token });
  for (;;) {
    const { body } = await call('GET', `/v1/customers/${customerId}/messages`, { token });
    const [message] = body.items;
    if (message !== undefined)
      return { tokens, path: `/v1/customers/${customerId}/messages/${message.messageId}/body` };
    await pause(500);
  }
};

const measure = async (readers: number, { tokens, path }: Awaited<ReturnType<typeof prepare>>) => {
  const milliseconds: number[] = [];
  const statuses = new Map<number, number>();
  const batchStartedAt = performance.now();
  const read = async (at: number): Promise<void> => {
    const startedAt = performance.now();
    const { status } = await call('GET', path, { token: tokens[at % memberCount] });
    milliseconds.push(performance.now() - startedAt);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  };
  await Promise.all(Array.from({ length: readers }, (_, at) => read(at)));
  const seconds = (performance.now() - batchStartedAt) / 1000;
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const cells = [readers, [...statuses].map(([status, count]) => `${count}×${status}`).join(' ')];
  const figures = [percentile(sorted, 0.5), percentile(sorted, 0.99)].map((each) => each.toFixed(0));
  say([...cells, ...figures, seconds.toFixed(1)].map((cell) => String(cell).padStart(9)).join(' '));
  if (statuses.get(200) !== readers) process.exitCode = 1;
};

try {
  const prepared = await prepare();
  say('  readers  answered    p50 ms    p99 ms   seconds   (through HTTP, the complete request)');
  for (const readers of [1, 20, 200]) await measure(readers, prepared);
  const [token] = prepared.tokens;
  const { body: report } = await call('GET', '/v1/audit/verification', { token });
  const { body: list } = await call('GET', '/v1/audit?action=message-body.read&limit=1', { token });
  say(
    `audit log: ${report.rows} rows, intact: ${report.intact}, head at ${report.head.seq}, last body at ${list.items[0].seq}`,
  );
  if (!report.intact || report.rows !== report.head.seq) process.exitCode = 1;
} finally {
  await stack.stop();
  await microsoft.stop();
  rmSync(folder, { recursive: true, force: true });
}
