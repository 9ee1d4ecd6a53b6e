import { defineSurface, type GraphReader } from '../define-surface.ts';
import { recordsOf } from '../records.ts';
import { groupMembersOrNone } from '../transitive-members.ts';
import { pagesOfEach } from '../trouble.ts';
import { normalize, throughGroup } from './normalize.ts';
import { RawSchedule, RoleSchedule } from './schema.ts';

async function* schedules(graph: GraphReader) {
  const query = { $expand: 'principal' };
  const assignments = { path: '/roleManagement/directory/roleAssignmentScheduleInstances', query };
  for await (const page of recordsOf(graph, assignments, RawSchedule)) {
    yield page.map((raw) => normalize(raw, raw.assignmentType));
  }
  const eligibilities = { path: '/roleManagement/directory/roleEligibilityScheduleInstances', query };
  for await (const page of recordsOf(graph, eligibilities, RawSchedule)) {
    yield page.map((raw) => normalize(raw, 'eligible'));
  }
}

export const roleSchedules = defineSurface({
  id: 'role-schedules',
  title: 'Role schedules (PIM)',
  reference: 'https://learn.microsoft.com/graph/api/rbacapplication-list-roleassignmentscheduleinstances',
  job: 'posture',
  features: ['admins'],
  throttleDomain: 'directory',
  everySeconds: 6 * 3600,
  accessOptions: [{ name: 'instances', scopes: [['RoleManagement.Read.Directory']], plans: ['AAD_PREMIUM_P2'] }],
  completeness: 'replace',
  fact: RoleSchedule,
  factVersion: 1,
  identify: (fact) => `${fact.kind}/${fact.scheduleId}/${fact.principalId}`,
  async *read({ graph }) {
    const byGroup = new Map<string, RoleSchedule[]>();
    for await (const page of schedules(graph)) {
      for (const schedule of page.filter((each) => each.principalType === 'group')) {
        byGroup.set(schedule.principalId, [...(byGroup.get(schedule.principalId) ?? []), schedule]);
      }
      yield page;
    }
    yield* pagesOfEach(graph, byGroup, async function* ([groupId, held]) {
      for await (const members of groupMembersOrNone(graph, groupId)) {
        yield members.flatMap((member) => held.map((group) => throughGroup(group, member)));
      }
    });
  },
  timeoutSeconds: 120,
});
