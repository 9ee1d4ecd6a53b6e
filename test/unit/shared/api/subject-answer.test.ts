import { describe, expect, it } from 'vitest';
import { subjectAnswer } from '#shared/api/subject-answer.ts';

const tenantId = '00000000-0000-4000-8000-000000000001';

describe('the subject in an answer', () => {
  it.each([
    { kind: 'tenant', id: tenantId, name: tenantId },
    { kind: 'connection', id: 'con_1', name: tenantId },
  ] as const)('has the present name of the tenant when it is a $kind', (subject) => {
    expect(subjectAnswer(subject, { tenantName: 'Acme' })).toMatchObject({ id: subject.id, name: 'Acme' });
  });

  it('never has the id of the tenant as its name', () => {
    const subject = { kind: 'tenant', id: tenantId, name: tenantId } as const;
    expect(subjectAnswer(subject, { tenantName: null }).name).toBe('Tenant without a known name');
  });

  it('keeps its own name when it is a person or an object', () => {
    const subject = { kind: 'user', id: 'u-1', name: 'Ada Lovelace' } as const;
    expect(subjectAnswer(subject, { tenantName: 'Acme' }).name).toBe('Ada Lovelace');
  });
});
