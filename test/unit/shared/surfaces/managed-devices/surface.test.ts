import { describe, expect, it } from 'vitest';
import { managedDevices } from '#shared/surfaces/managed-devices/surface.ts';
import { fakeGraphReader, fixture, readFacts } from '#test/support/graph-reader.ts';

const path = '/deviceManagement/managedDevices';
const nothing = { userId: null, graceEndsAt: null, operatingSystem: null, osVersion: null, isEncrypted: null };

describe('managed devices', () => {
  it('are the devices that are not compliant, and the counts of all', async () => {
    const graph = fakeGraphReader(fixture('managed-devices', 'every-state'));
    expect(await readFacts(managedDevices, graph)).toEqual([
      {
        kind: 'device',
        deviceId: '705c034c-034c-705c-4c03-5c704c035c71',
        name: 'LT-2',
        userId: '906e0ee5-6372-4cc8-8248-fdf2846b48ed',
        state: 'noncompliant',
        graceEndsAt: null,
        operatingSystem: 'Windows',
        osVersion: '10.0.19045',
        owner: 'company',
        isEncrypted: false,
        lastSyncAt: '2026-11-21T07:58:36.715Z',
      },
      {
        ...nothing,
        kind: 'device',
        deviceId: 'd3',
        name: 'd3',
        state: 'in-grace',
        graceEndsAt: '2026-12-01T00:00:00.000Z',
        owner: 'personal',
        lastSyncAt: null,
      },
      { ...nothing, kind: 'device', deviceId: 'd4', name: 'd4', state: 'unknown', owner: 'unknown', lastSyncAt: null },
      { kind: 'counts', devices: 4, compliant: 1, noncompliant: 1, inGrace: 1, notKnown: 1 },
      { kind: 'owners', part: 0, userIds: ['906e0ee5-6372-4cc8-8248-fdf2846b48ed', 'u1'] },
    ]);
  });

  it.each([
    ['conflict', 'conflict'],
    ['error', 'error'],
    ['configManager', 'configuration-manager'],
    ['unknown', 'unknown'],
  ])('count as not known in the state %s', async (complianceState, state) => {
    const graph = fakeGraphReader({ [path]: { value: [{ id: 'd', complianceState }] } });
    expect(await readFacts(managedDevices, graph)).toMatchObject([
      { kind: 'device', state },
      { kind: 'counts', devices: 1, compliant: 0, noncompliant: 0, inGrace: 0, notKnown: 1 },
    ]);
  });

  it('have zero counts where there is no device', async () => {
    expect(await readFacts(managedDevices, fakeGraphReader({ [path]: { value: [] } }))).toMatchObject([{ devices: 0 }]);
  });

  it('list each owner once, sorted by id, including owners of compliant devices', async () => {
    const value = ['u2', 'u1', 'u2', null].map((userId, at) => ({
      id: `d${at}`,
      complianceState: 'compliant',
      userId,
    }));
    const facts = await readFacts(managedDevices, fakeGraphReader({ [path]: { value } }));
    expect(facts).toMatchObject([{ kind: 'counts' }, { kind: 'owners', part: 0, userIds: ['u1', 'u2'] }]);
  });

  it('split the owners into records of limited size', async () => {
    const value = Array.from({ length: 1001 }, (_, at) => ({
      id: `d${at}`,
      complianceState: 'compliant',
      userId: `u${at}`,
    }));
    const facts = await readFacts(managedDevices, fakeGraphReader({ [path]: { value } }));
    const owners = { kind: 'owners', userIds: expect.any(Array) };
    expect(facts).toMatchObject([
      { kind: 'counts' },
      { ...owners, part: 0 },
      { ...owners, part: 1, userIds: ['u999'] },
    ]);
  });

  it.each(['id', 'complianceState'])('reject a missing %s', async (field) => {
    const device = { id: 'd', complianceState: 'compliant', [field]: undefined };
    const graph = fakeGraphReader({ [path]: { value: [device] } });
    await expect(readFacts(managedDevices, graph)).rejects.toMatchObject({ details: { field } });
  });
});
