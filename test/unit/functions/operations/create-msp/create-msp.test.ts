import { describe, expect, it } from 'vitest';
import { createMsp } from '#functions/operations/create-msp/create-msp.ts';
import type { Deps } from '#functions/operations/create-msp/deps.ts';
import { MemberId, MspId } from '#shared/kernel/ids.ts';

const mspId = MspId.parse('msp_00000000000000000000000001');
const memberId = MemberId.parse('mem_00000000000000000000000001');
const people = [
  { email: 'ada@msp.example', role: 'admin' as const },
  { email: 'bob@msp.example', role: 'viewer' as const },
];

const heard = (broken: Partial<Deps> = {}) => {
  const steps: string[] = [];
  const deps: Deps = {
    inviteToSignIn: async (email) => void steps.push(`invite ${email}`),
    createMspWithMembers: async ({ name }) => {
      steps.push(`found ${name}`);
      return { msp: { mspId }, members: [{ memberId }] };
    },
    auditCreation: async (founded) => void steps.push(`note ${founded}`),
    ...broken,
  };
  return { deps, steps };
};

describe('creating an MSP', () => {
  it('creates the sign-in accounts, then the MSP, then its first audit row', async () => {
    const { deps, steps } = heard();
    expect(await createMsp({ name: 'Northwind IT', members: people }, deps)).toEqual({ mspId, memberIds: [memberId] });
    expect(steps).toEqual(['invite ada@msp.example', 'invite bob@msp.example', 'found Northwind IT', `note ${mspId}`]);
  });

  it('creates no MSP if a sign-in account cannot be created', async () => {
    const { deps, steps } = heard({ inviteToSignIn: () => Promise.reject(new Error('the user pool is away')) });
    await expect(createMsp({ name: 'Northwind IT', members: people }, deps)).rejects.toThrow('the user pool is away');
    expect(steps).toEqual([]);
  });
});
