import { describe, expect, it } from 'vitest';
import { type Ability, abilitiesOf, roleAllows } from '#shared/access/abilities.ts';

const everybody = [
  'self.read',
  'self.leave',
  'posture.read',
  'communications.read',
  'audit.read',
  'tokens.manage',
  'customers.read',
  'connections.read',
  'members.read',
] as const;
const notViewers = ['findings.move', 'sync.start'] as const;
const adminsAlone = [
  'audit.verify',
  'customers.manage',
  'connections.manage',
  'contracts.manage',
  'members.manage',
  'prices.manage',
  'erasures.manage',
] as const;

describe('abilities', () => {
  it.each([
    ['admin', [...everybody, ...notViewers, ...adminsAlone]],
    ['member', [...everybody, ...notViewers]],
    ['viewer', [...everybody]],
  ] as const)('let an %s do this, and no more', (role, abilities: readonly Ability[]) => {
    expect(abilitiesOf(role).toSorted()).toEqual(abilities.toSorted());
    for (const ability of adminsAlone) expect(roleAllows(role, ability)).toBe(role === 'admin');
  });
});
