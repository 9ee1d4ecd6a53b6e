// Compares the last line of `npm start -- --once --json` with the API's contract. Plain JavaScript, because the
// machine's own Node runs it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

const [, , log] = process.argv;
const lastLine = readFileSync(log, 'utf8').trim().split('\n').at(-1);
const { run, book, requests, seconds, peakMegabytes } = JSON.parse(lastLine);

assert.equal(run.scheduled, run.finished + run.failed + run.skipped, 'every scheduled tenant is accounted for');
assert.equal(book.length, 12, 'the demo MSP has a dozen customers');
assert.ok(run.finished > 0, 'some tenant was read');
assert.ok(
  book.every(({ name, open }) => name !== '' && Object.keys(open).length === 5),
  'each customer has a name and its counts',
);
assert.ok(requests.graph > 0 && requests.token > 0, 'Microsoft was asked');
assert.equal(requests.insideRetryAfter, 0, 'and never while it had asked us to wait');
assert.ok(seconds > 0);
assert.ok(peakMegabytes > 100 && peakMegabytes <= 900, `at most 900 MB are resident at any time, not ${peakMegabytes}`);
process.stdout.write(
  `first start: ${book.length} customers, ${run.finished} of ${run.scheduled} tenants read in ${seconds} s with ${peakMegabytes} MB\n`,
);
