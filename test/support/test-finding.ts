import { defineFinding, type Finding } from '#shared/findings/define-finding.ts';

/** A finding about users that judges nobody. Tests override what they need. */
export const testFinding = (overrides: Partial<Finding> = {}): Finding =>
  defineFinding({
    id: 'area.state',
    version: 1,
    title: 'A state',
    subject: 'user',
    severity: { fail: 'high', warn: 'low' },
    why: '',
    action: { text: '', url: 'https://example.com' },
    impact: '',
    criteria: { verdicts: {} },
    steps: [],
    references: [],
    sources: [],
    requires: [],
    judge: () => [],
    ...overrides,
  });
