// Findings must not depend on the time or time zone of a run. Starts the product at critical instants, in time zones
// east and west, and compares each book with that of the first start, which used the current time and zone. Plain
// JavaScript, because the machine's own Node runs it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const [, , firstLog, assemblyDir] = process.argv;

// The first three pass a boundary within ten seconds, while yesterday's or today's book is being read. The last does
// not, so that the late hours of a day are covered as well.
const starts = [
  ['2027-01-31T23:59:50Z', 'America/Los_Angeles', 'a month ends'],
  ['2028-02-29T02:59:50Z', 'Asia/Kathmandu', 'a night begins, on a leap day'],
  ['2027-03-14T09:59:50Z', 'America/Los_Angeles', 'summer time begins there'],
  ['2027-12-31T22:10:00Z', 'Pacific/Kiritimati', 'the next year has begun there'],
];

const statesOf = (surfaces) => Object.fromEntries(Object.entries(surfaces).map(([id, { state }]) => [id, state]));
/** The findings, without ids and instants, which differ in each start. */
const foundIn = (log) => {
  const { run, communications, book } = JSON.parse(log.trim().split('\n').at(-1));
  const customers = book.map(({ name, open, worst, surfaces, stale, ...line }) => {
    const figures = Object.entries(line).filter(([key]) => /^mfa|Percent$/.test(key));
    return [
      name,
      { open, worst: worst?.findingId, stale, ...Object.fromEntries(figures), surfaces: statesOf(surfaces) },
    ];
  });
  return { run, communications, customers: Object.fromEntries(customers) };
};

const first = readFileSync(firstLog, 'utf8');
const expected = foundIn(first);
const hold = (log, when) => assert.deepEqual(foundIn(log), expected, `the book differs where ${when}`);

// The check must be able to fail: one additional finding is a difference.
assert.throws(() => hold(first.replace(/"critical":\d+/, '"critical":99'), 'it is altered'), /where it is altered/);

for (const [instant, zone, when] of starts) {
  const begun = performance.now();
  const flags = ['--once', '--json', '--port', '0', '--assembly', assemblyDir, '--now', instant];
  const { status, stdout, stderr } = spawnSync('npm', ['start', '--silent', '--', ...flags], {
    encoding: 'utf8',
    env: { ...process.env, TZ: zone },
    maxBuffer: 64 * 1024 * 1024,
    timeout: 300_000,
  });
  assert.equal(status, 0, `where ${when} it ends with ${status}: ${stderr.slice(-4000)}`);
  hold(stdout, when);
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  process.stdout.write(`${instant} in ${zone}, where ${when}: the same book, in ${seconds} s\n`);
}
