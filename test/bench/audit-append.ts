import { openMspScope } from '#shared/access/open-scope.ts';
import { isAppError } from '#shared/kernel/errors.ts';
import { MemberId, MspId } from '#shared/kernel/ids.ts';
import { auditLog } from '#shared/store/audit-log.ts';
import { startDynamoDb } from '#test/support/dynamodb.ts';

/** After this time in the line an append is refused (ADR 50). */
const maxMilliseconds = 5_000;
const minAppends = 200;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0;

const db = await startDynamoDb();
const log = auditLog(db.table);

/** Measures concurrent writers on one MSP's log. Each writer appends sequentially. */
const measure = async (writers: number, inOneProcess = false) => {
  const scope = openMspScope(MspId.parse(db.table.newId('msp')));
  const each = Math.ceil(minAppends / writers);
  // Appends queue within one process and conflict between processes. Opening a log is part of a cold start.
  const logs = Array.from({ length: inOneProcess ? 0 : writers }, () => auditLog(db.table));
  const milliseconds: number[] = [];
  let refused = 0;
  const write = async (writer: number): Promise<void> => {
    const memberId = MemberId.parse(`mem_${String(writer).padStart(26, '0')}`);
    const own = logs[writer] ?? log;
    for (let at = 0; at < each; at += 1) {
      const startedAt = performance.now();
      try {
        const ids = { memberId, target: `t-${writer}-${at}`, requestId: `r-${writer}-${at}` };
        await own.append(scope, { action: 'message-body.read', outcome: 'requested', ...ids });
      } catch (error) {
        if (!isAppError(error, 'AuditUnavailable')) throw error;
        refused += 1;
      }
      milliseconds.push(performance.now() - startedAt);
    }
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
  const seconds = (performance.now() - startedAt) / 1000;
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const { rows, brokenAt } = await log.verify(scope, []);
  return { writers, rows, refused, brokenAt, seconds, p50: percentile(sorted, 0.5), p99: percentile(sorted, 0.99) };
};

try {
  await measure(1); // warm-up of connections and of the compiler
  say('writers    rows refused  intact  p50 ms  p99 ms  rows/s   (*: in one process; else each in its own)');
  for (const [writers, inOneProcess] of [
    [1, false],
    [20, false],
    [200, false],
    [200, true],
  ] as const) {
    const { rows, refused, brokenAt, seconds, p50, p99 } = await measure(writers, inOneProcess);
    const cells = [
      inOneProcess ? `${writers}*` : writers,
      rows,
      refused,
      brokenAt === null ? 'yes' : 'no',
      p50.toFixed(0),
      p99.toFixed(0),
    ];
    say([...cells, (rows / seconds).toFixed(0)].map((cell) => String(cell).padStart(7)).join(' '));
    if (brokenAt !== null) process.exitCode = 1;
    if (p99 > maxMilliseconds) say(`p99 is over ${maxMilliseconds} ms: writers are refused (docs/adr/0050)`);
  }
} finally {
  await db.stop();
}
