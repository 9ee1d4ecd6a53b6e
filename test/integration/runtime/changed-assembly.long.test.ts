import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { demoCustomer } from '#local/demo/book/demo-customer.ts';
import { seedDemo } from '#local/demo/seed.ts';
import { emptyMsp, setUpMsp } from '#local/demo/set-up-msp.ts';
import { syncBook } from '#local/demo/sync-book.ts';
import { type SimulatedMicrosoft, startMicrosoft } from '#local/microsoft/start-microsoft.ts';
import { RuntimeClock } from '#local/runtime/time/runtime-clock.ts';
import { type RunningStack, startStack } from '#local/stack.ts';
import { builtAssembly } from '#test/support/built-assembly.ts';
import { aTenant } from '#test/support/simulated-microsoft.ts';
import { stackStart } from '#test/support/stack-start.ts';

/** Copies the real assembly and changes its templates as text, without bundling or synthesis. */
const changed = async (change: (template: string) => string): Promise<string> => {
  const original = await builtAssembly();
  const copy = mkdtempSync(join(tmpdir(), 'vectis-changed-'));
  cpSync(original, copy, { recursive: true, filter: (path) => !/asset\.[0-9a-f]{64}/.test(path) });
  for (const file of readdirSync(copy)) {
    const path = join(copy, file);
    if (file.endsWith('.template.json')) writeFileSync(path, change(readFileSync(path, 'utf8')));
    // The bundles are not copied.
    if (file.endsWith('.assets.json'))
      writeFileSync(path, readFileSync(path, 'utf8').replaceAll('"asset.', `"${original}/asset.`));
  }
  return copy;
};

/** Longer than any Retry-After for which a run waits. */
const fixedWaitSeconds = 200;
const wait = /\\"SecondsPath\\":\s*\\"\$\.progress\.resumeAfterSeconds\\"/g;

const template = '/security/secureScores';
/** The only granted surface gets a Retry-After of 57 s, longer than its Lambda may run. */
const throttled = { match: { template, nth: 1 }, fault: { status: 429, retryAfter: 57 } };
const tenant = aTenant({ now: stackStart(), seed: 4321, plan: 'SPE_E5', grantedScopes: ['SecurityEvents.Read.All'] });

/** The Wait state events of the tenant executions. */
const waitsOf = ({ executions, history }: RunningStack): readonly string[] =>
  executions
    .filter(({ machineArn }) => machineArn.endsWith('tenant-posture'))
    .flatMap(({ executionArn }) => history(executionArn))
    .map(({ type }) => type)
    .filter((type) => type.startsWith('WaitState'));

let directory: string;
let microsoft: SimulatedMicrosoft;
let stack: RunningStack;

beforeAll(async () => {
  directory = await changed((text) =>
    text
      .replaceAll('GET /v1/health', 'GET /v1/wellness')
      .replaceAll('rate(30 minutes)', 'rate(7 minutes)')
      .replaceAll(wait, `\\"Seconds\\": ${fixedWaitSeconds}`),
  );
  const clock = new RuntimeClock(stackStart());
  microsoft = await startMicrosoft({ tenants: [tenant], clock, faults: [throttled] });
  stack = await startStack({ assemblyDir: directory, clock, microsoftOrigins: microsoft.origins });
}, 180_000);

afterAll(async () => {
  await stack?.stop();
  await microsoft?.stop();
  if (directory !== undefined) rmSync(directory, { recursive: true, force: true });
});

describe('a change in the synthesized templates only', () => {
  it('moves a route', async () => {
    expect((await fetch(`${stack.apiUrl}/v1/wellness`)).status).toBe(200);
    expect((await fetch(`${stack.apiUrl}/v1/health`)).status).toBe(404);
  });

  it('changes when a schedule fires', async () => {
    const moved = await stack.clock.moveTo(new Date(stack.clock.now().getTime() + 8 * 60_000));
    expect(moved.fired.filter(({ schedule }) => !schedule.includes('complete-audit'))).toHaveLength(1);
  });

  it('lengthens a wait', async () => {
    const { tokens } = await setUpMsp(stack, emptyMsp);
    await seedDemo({ apiUrl: stack.apiUrl, adminToken: tokens.admin, book: [demoCustomer('Tailspin Toys', tenant)] });
    const requests = () => microsoft.counters().byTenant[tenant.tenantId]?.byTemplate[template] ?? 0;
    const moveClock = (seconds: number) => stack.clock.moveTo(new Date(stack.clock.now().getTime() + seconds * 1000));

    const book = syncBook(stack, 'posture', () => {});
    // The throttled surface waits, and so does every read that needs facts of a surface that has not ended.
    await vi.waitFor(() => expect(requests()).toBe(1), { timeout: 30_000, interval: 50 });
    await vi.waitFor(() => expect(waitsOf(stack)).toContain('WaitStateEntered'), { timeout: 10_000, interval: 50 });
    // Its own wait begins when its Lambda has answered; it must begin before the clock moves.
    await pause(2_000);
    // The Retry-After is over: with the unchanged definition the surface would be read now.
    await moveClock(fixedWaitSeconds - 30);
    await pause(300);
    expect(waitsOf(stack)).not.toContain('WaitStateExited');
    expect(requests()).toBe(1);
    await moveClock(31);
    await vi.waitFor(() => expect(requests()).toBeGreaterThan(1), { timeout: 20_000, interval: 50 });
    expect(waitsOf(stack)).toContain('WaitStateExited');
    // Waits this long may take the execution past its five minutes, so it need not have finished.
    let isOver = false;
    const outcome = book.finally(() => {
      isOver = true;
    });
    for (let moves = 0; !isOver && moves < 10; moves += 1) {
      await moveClock(fixedWaitSeconds + 1);
      await pause(500);
    }
    expect(await outcome).toMatchObject({ scheduled: 1 });
  }, 60_000);
});
