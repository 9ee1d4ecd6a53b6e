// Writes random findings as OCSF events, one a line, for a validator that is not ours: `random-events.ts COUNT [SEED]`.
import { randomInt } from 'node:crypto';
import fc from 'fast-check';
import { toOcsfEvent } from '#shared/exports/to-ocsf-event.ts';
import { findings } from '#shared/findings/index.ts';
import { FindingState, ResolvedReason } from '#shared/judging/finding-row.ts';
import { SubjectKind } from '#shared/kernel/subject.ts';
import { Severity } from '#shared/kernel/verdict.ts';
import { answeredFinding } from '#test/support/finding-answers.ts';
import { findingRow } from '#test/support/finding-rows.ts';

const [count = '1000', seed = String(randomInt(2 ** 31))] = process.argv.slice(2);

const text = fc.string({ unit: 'grapheme', maxLength: 60 });
const id = fc.string({ minLength: 1, maxLength: 40 });
const instant = fc
  .date({ min: new Date('2025-01-01T00:00:00Z'), max: new Date('2028-01-01T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString());
const orNull = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { freq: 2 });

const subject = fc.oneof(
  fc.record({ kind: fc.constantFrom(...SubjectKind.exclude(['rule', 'license']).options), id, name: text }),
  fc.record({ kind: fc.constant('rule' as const), userId: id, ruleId: id, name: text }),
  fc.record({ kind: fc.constant('license' as const), userId: id, skuId: id, name: text }),
);

const row = fc.record({
  findingId: fc.constantFrom(...findings.map((finding) => finding.id), 'area.removed'),
  version: fc.integer({ min: 1, max: 9 }),
  subject,
  verdict: fc.constantFrom('warn' as const, 'fail' as const),
  severity: fc.constantFrom(...Severity.options),
  threat: fc.boolean(),
  state: fc.constantFrom(...FindingState.options),
  stale: fc.boolean(),
  reason: text,
  revision: fc.integer({ min: 0, max: 3 }),
  firstSeenAt: instant,
  lastSeenAt: instant,
  reopenedAt: orNull(instant),
  acknowledgedAt: orNull(instant),
  resolvedAt: orNull(instant),
  resolvedReason: orNull(fc.constantFrom(...ResolvedReason.options)),
  moveReason: orNull(text),
  dollarsPerYear: orNull(fc.double({ min: 0, max: 1e6, noNaN: true })),
});

process.stderr.write(`${count} random events, seed ${seed}\n`);
const samples = fc.sample(row, { numRuns: Number(count), seed: Number(seed) });
for (const sample of samples)
  process.stdout.write(`${JSON.stringify(toOcsfEvent(answeredFinding(sample), findingRow(sample)))}\n`);
