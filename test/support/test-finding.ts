import { defineFinding, type Finding } from '#shared/findings/define-finding.ts';

/** A finding about users that judges nobody. Tests override what they need. */
export const testFinding = (overrides: Partial<Finding> = {}): Finding =>
  defineFinding({
    id: 'area.state',
    version: 1,
    title: 'A state',
    problem: 'Another state',
    subject: 'user',
    severity: { fail: 'high', warn: 'low' },
    why: '',
    action: '',
    impact: '',
    criteria: { verdicts: {} },
    remediation: { steps: [], verify: '', escalate: '', verifiedOn: '2026-11-30', sources: [] },
    references: [],
    sources: [],
    requires: [],
    sentences: [],
    judge: () => [],
    ...overrides,
  });
