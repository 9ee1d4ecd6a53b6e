import '#test/support/silent-logs.ts';
import { describe, expect, it } from 'vitest';
import { audited, auditedTogether } from '#shared/api/audited.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { AuditEntry } from '#shared/store/audit-row.ts';
import { caller } from '#test/support/numbered-msps.ts';

const what = { action: 'token.created', target: 'pat_1', requestId: 'r' } as const;
const unavailable = () => new AppError('AuditUnavailable', 'the log is full');

/** A log that takes the rows with some outcomes only. */
const logThatTakes = (...outcomes: string[]) => {
  const rows: string[] = [];
  const append = async (_scope: object, { outcome }: AuditEntry) => {
    if (!outcomes.includes(outcome)) throw unavailable();
    rows.push(outcome);
  };
  return { rows, audit: { append } };
};

describe('an audited change', () => {
  it('has a row before it and one with its outcome', async () => {
    const { rows, audit } = logThatTakes('requested', 'done', 'failed');
    expect(await audited(audit, caller('admin'), what, async () => [...rows])).toEqual(['requested']);
    const refusal = new AppError('NotFound', 'there is none');
    await expect(audited(audit, caller('admin'), what, () => Promise.reject(refusal))).rejects.toBe(refusal);
    expect(rows).toEqual(['requested', 'done', 'requested', 'failed']);
  });

  it('of several objects has the outcome of each', async () => {
    const rows: string[] = [];
    const append = async (_scope: object, { target, outcome }: AuditEntry) => void rows.push(`${target} ${outcome}`);
    const both = [what, { ...what, target: 'pat_2' }];
    await auditedTogether(
      { append },
      caller('admin'),
      both,
      async () => 'pat_2',
      (made, { target }) => (target === made ? 'done' : 'unchanged'),
    );
    expect(rows).toEqual(['pat_1 requested', 'pat_2 requested', 'pat_1 unchanged', 'pat_2 done']);
  });

  it('is not made where the row before it cannot be written', async () => {
    let made = 0;
    const change = async () => {
      made += 1;
    };
    const { audit } = logThatTakes('done', 'failed');
    await expect(audited(audit, caller('admin'), what, change)).rejects.toMatchObject({ code: 'AuditUnavailable' });
    expect(made).toBe(0);
  });

  it('answers its result where only its outcome cannot be written', async () => {
    const { rows, audit } = logThatTakes('requested', 'failed');
    expect(await audited(audit, caller('admin'), what, async () => 'the secret that is shown once')).toMatch(/secret/);
    expect(rows).toEqual(['requested']);
  });

  it('says why it was refused where that outcome cannot be written', async () => {
    const { audit } = logThatTakes('requested');
    const refusal = new AppError('NotFound', 'there is none');
    await expect(audited(audit, caller('admin'), what, () => Promise.reject(refusal))).rejects.toBe(refusal);
  });

  it('fails with an error of the log that is not about its availability', async () => {
    const append = async (_scope: object, { outcome }: AuditEntry) => {
      if (outcome === 'done') throw new TypeError('a defect');
    };
    await expect(audited({ append }, caller('admin'), what, async () => 1)).rejects.toThrow('a defect');
  });
});
