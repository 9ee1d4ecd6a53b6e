import { describe, expect, it } from 'vitest';
import { roleSchedules } from '#shared/surfaces/role-schedules/surface.ts';
import { fakeGraphReader, fixture, readFacts } from '#test/support/graph-reader.ts';

const user = (n: number) => `0000000${n}-aaaa-4aaa-8aaa-00000000000${n}`;
const group = '90000001-bbbb-4bbb-8bbb-000000000001';
const base = {
  roleTemplateId: '62e90394-69f5-4237-9190-012177145e10',
  directoryScopeId: '/',
  memberType: 'direct',
  viaGroupId: null,
  startAt: null,
  endAt: null,
};

describe('role schedules', () => {
  it('distinguish assigned, activated and eligible, also through groups', async () => {
    const graph = fakeGraphReader(fixture('role-schedules', 'assigned-activated-eligible'));
    expect(await readFacts(roleSchedules, graph)).toEqual([
      {
        ...base,
        scheduleId: 's1',
        kind: 'assigned',
        principalId: user(1),
        principalType: 'user',
        principalName: 'Ada Example',
      },
      {
        ...base,
        scheduleId: 's2',
        kind: 'activated',
        principalId: user(2),
        principalType: 'user',
        principalName: 'Bo Example',
        startAt: '2026-11-22T08:00:00.000Z',
        endAt: '2026-11-22T16:00:00.000Z',
      },
      {
        ...base,
        scheduleId: 's3',
        kind: 'eligible',
        principalId: group,
        principalType: 'group',
        principalName: 'On call',
      },
      {
        ...base,
        scheduleId: 's3',
        kind: 'eligible',
        principalId: user(3),
        principalType: 'user',
        principalName: 'Cy Example',
        viaGroupId: group,
      },
    ]);
  });

  it('stop at one without a role', async () => {
    const path = '/roleManagement/directory/roleAssignmentScheduleInstances';
    const graph = fakeGraphReader({ [path]: { value: [{ id: 's', principalId: 'p' }] } });
    await expect(readFacts(roleSchedules, graph)).rejects.toMatchObject({ details: { field: 'roleDefinitionId' } });
  });
});
