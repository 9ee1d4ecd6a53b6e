import { describe, expect, it } from 'vitest';
import { findingFacts } from '#shared/book/finding-facts.ts';

const user = { kind: 'user', id: 'aaaaaaaa-0000-4000-8000-000000000001', name: 'Ann' };
const facts = { template: 'admins.none-stale/idle', values: { user, days: 60, roles: ['Global Administrator'] } };

describe('the facts of a finding in an answer', () => {
  it('are those that were stored, when this release has their template', () => {
    expect(findingFacts(facts)).toEqual(facts);
  });

  it('are null when their template is gone or takes other values', () => {
    expect(findingFacts({ ...facts, template: 'admins.none-stale/removed' })).toBeNull();
    expect(findingFacts({ ...facts, values: { user, days: 'many', roles: [] } })).toBeNull();
  });
});
