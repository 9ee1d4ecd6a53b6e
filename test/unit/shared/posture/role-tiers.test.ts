import { describe, expect, it } from 'vitest';
import { privilegedRole, privilegedRoles } from '#shared/posture/role-tiers.ts';

describe('the role tiers', () => {
  it('contain 3, 13 and 21 roles, each once', () => {
    const sizes = [0, 1, 2].map((tier) => privilegedRoles.filter((role) => role.tier === tier).length);
    expect(sizes).toEqual([3, 13, 21]);
    expect(new Set(privilegedRoles.map(({ templateId }) => templateId)).size).toBe(37);
  });

  it('contain Exchange and SharePoint Administrator, which Microsoft does not mark as privileged', () => {
    expect(privilegedRole('29232cdf-9323-42fd-ade2-1d097af3e4de')?.tier).toBe(1);
    expect(privilegedRole('f28a1f50-f6e7-4571-818b-6a12f2af6b6c')?.tier).toBe(1);
  });

  it('do not match a role by its name', () => {
    expect(privilegedRole('Global Administrator')).toBeUndefined();
  });
});
