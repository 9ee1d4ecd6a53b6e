import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anAlert, aRule, roleGrantAudit } from '#local/microsoft/generate/generate-threats.ts';
import { requireMfa } from '#local/microsoft/generate/standard-policies.ts';
import { guidOf } from '#local/microsoft/random.ts';
import { aServicePrincipal, microsoftGraph } from '#local/microsoft/service-principal.ts';
import { anIssue } from '#local/microsoft/simulated-service-health.ts';
import type { SimulatedMicrosoft } from '#local/microsoft/start-microsoft.ts';
import type { SimulatedTenant } from '#local/microsoft/tenant.ts';
import type { TenantSummary } from '#shared/judging/tenant-summary.ts';
import { surfaces } from '#shared/surfaces/index.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { itemsOfMsp } from '#test/support/msp-items.ts';
import { countWritesByKind, itemKindOf, type RecordedTable, recordWrites } from '#test/support/recorded-writes.ts';
import { aTenant, startTestMicrosoft } from '#test/support/simulated-microsoft.ts';
import { tenantRuns } from '#test/support/tenant-runs.ts';

/** Records of the run and of freshness, which change with every run. */
const bookkeeping = new Set(['LEASE', 'RUN', 'SURFACE', 'DUE', 'AT', 'TENANT-SUMMARY']);
const postureIds = surfaces.filter(({ job }) => job === 'posture').map(({ id }) => id);

/** https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference#reports-reader */
const reportsReader = '4a5d8f65-41da-4de4-8968-e035b65339cf';

/** Data in every surface, so that each has facts. */
const fill = (tenant: SimulatedTenant, now: Date): void => {
  const [admin, other, third] = tenant.users;
  if (admin === undefined || other === undefined || third === undefined) throw new Error('the tenant has no users');
  tenant.conditionalAccessPolicies.push(requireMfa('0d1f8f4b-5b3c-4a53-9d4e-0b8a2f3f5a01'));
  tenant.alerts.push(anAlert(now, { userIds: [other.id] }));
  tenant.audits.push(roleGrantAudit(now, { by: admin, to: other, hoursAgo: 5 }));
  tenant.risks.push({ userId: third.id, level: 'high', state: 'atRisk', detail: 'none', updatedAt: now.toISOString() });
  Object.assign(tenant.devices[0] ?? {}, { complianceState: 'noncompliant' });
  const startsAt = now.toISOString();
  tenant.serviceIssues.push(anIssue({ id: 'EX1', title: 'Mail is slow', service: 'Exchange Online', startsAt }));
  other.mailbox?.rules.push(
    aRule('Forward', { actions: { forwardTo: [{ name: 'A', address: 'a@elsewhere.example' }] } }),
  );
};

/** One change in Microsoft and the one fact that changes with it. */
const changes: readonly (readonly [string, (tenant: SimulatedTenant) => string])[] = [
  [
    'users',
    ({ users }) => {
      const user = users.at(-1);
      Object.assign(user ?? {}, { displayName: 'Somebody who married' });
      return String(user?.id);
    },
  ],
  [
    'domains',
    ({ domains }) => {
      const [domain] = domains;
      Object.assign(domain ?? {}, { passwordValidityPeriodInDays: 90 });
      return String(domain?.name);
    },
  ],
  [
    'conditional-access',
    ({ conditionalAccessPolicies: [policy] }) => {
      Object.assign(policy ?? {}, { displayName: 'Renamed' });
      return `policy/${policy?.id}`;
    },
  ],
  [
    'defender-alerts',
    ({ alerts: [alert] }) => {
      Object.assign(alert ?? {}, { severity: 'low', updatedAt: '2026-11-22T13:30:00.000Z' });
      return String(alert?.id);
    },
  ],
  [
    'risky-users',
    ({ risks: [risk] }) => {
      Object.assign(risk ?? {}, { level: 'low' });
      return String(risk?.userId);
    },
  ],
  [
    'service-health',
    ({ serviceIssues: [issue] }) => {
      Object.assign(issue ?? {}, { title: 'Mail is very slow' });
      return `issue/${issue?.id}`;
    },
  ],
  [
    'sharepoint-settings',
    ({ sharePoint }) => {
      sharePoint.isLegacyAuthProtocolsEnabled = false;
      return 'sharepoint-settings';
    },
  ],
  [
    'usage',
    ({ usage, users: [, , , user] }) => {
      usage.overrides[String(user?.id)] = { teamsOn: null };
      return `user ${user?.userPrincipalName}`;
    },
  ],
  [
    'licenses',
    ({ subscriptions: [subscription] }) => {
      Object.assign(subscription ?? {}, { seats: 500 });
      return '';
    },
  ],
  [
    'organization',
    (tenant) => {
      tenant.displayName = 'Contoso, renamed';
      return tenant.tenantId;
    },
  ],
  [
    'security-defaults',
    (tenant) => {
      tenant.securityDefaults = true;
      return 'security-defaults';
    },
  ],
  [
    'secure-score',
    ({ secureScoreControls: [control] }) => {
      Object.assign(control ?? {}, { state: 'Ignored' });
      return `control/${control?.id}`;
    },
  ],
  [
    'managed-devices',
    ({ devices: [device] }) => {
      Object.assign(device ?? {}, { isEncrypted: false });
      return `device/${device?.id}`;
    },
  ],
  [
    'role-schedules',
    ({ roleEligibilities, users }) => {
      const principalId = String(users.at(5)?.id);
      const id = guidOf('one more eligibility');
      const startsAt = '2026-11-01T00:00:00.000Z';
      roleEligibilities.push({
        id,
        principalId,
        roleTemplateId: reportsReader,
        directoryScopeId: '/',
        startsAt,
        endsAt: null,
      });
      return `eligible/${id}/${principalId}`;
    },
  ],
  [
    'app-grants',
    ({ tenantId, servicePrincipals }) => {
      const delegatedPermissions = [{ resource: microsoftGraph, name: 'Mail.Read', userId: null }];
      const app = aServicePrincipal(tenantId, 'Reader of mail', { delegatedPermissions });
      servicePrincipals.push(app);
      return `app/${app.appId}`;
    },
  ],
  [
    'directory-audits',
    ({ audits, users: [admin, , , to] }) => {
      if (admin === undefined || to === undefined) throw new Error('the tenant has no users');
      const change = roleGrantAudit(new Date('2026-11-22T13:00:00Z'), { by: admin, to, hoursAgo: 0 });
      audits.push(change);
      return change.id;
    },
  ],
  [
    'directory-policies',
    ({ directoryPolicies }) => {
      directoryPolicies.authorization.allowInvitesFrom = 'none';
      return 'authorization';
    },
  ],
];

describe('a run with every surface due', () => {
  let dynamoDb: TestDynamoDb;
  let watched: RecordedTable<TestDynamoDb['table']>;
  let microsoft: SimulatedMicrosoft;
  let tenant: SimulatedTenant;
  let runs: Awaited<ReturnType<typeof tenantRuns>>;
  beforeAll(async () => {
    dynamoDb = await startDynamoDb();
    watched = recordWrites(dynamoDb.table);
    const { clock } = watched.table;
    tenant = aTenant({ seed: 4711, users: 45, plan: 'SPE_E5', now: clock.now() });
    fill(tenant, clock.now());
    microsoft = await startTestMicrosoft([tenant], { clock, enforceLimits: false });
    runs = await tenantRuns({ table: watched.table, microsoft, tenant, number: 1 });
    await runs.run('schedule');
  });
  afterAll(async () => {
    await microsoft.stop();
    await dynamoDb.stop();
  });

  /** Reads every surface again later. Returns what was read, and the writes other than bookkeeping. */
  const readAgain = async () => {
    dynamoDb.table.clock.advanceSeconds(600);
    watched.take();
    const visited = await runs.run('person');
    const writes = watched.take();
    const content = writes.filter((write) => !bookkeeping.has(itemKindOf(write))).map(({ sk }) => sk);
    return { visited, content, tally: countWritesByKind(writes) };
  };
  const timeless = ({
    judgedAt: _at,
    countedAt: _to,
    revision: _number,
    surfaces: states,
    ...rest
  }: TenantSummary) => ({
    ...rest,
    states: Object.fromEntries(Object.entries(states).map(([id, { dataAsOf: __, ...state }]) => [id, state])),
  });

  it('writes no fact, finding, history, verdict or number if nothing changed in Microsoft', async () => {
    const before = await runs.summary();
    const { visited, content, tally } = await readAgain();
    expect(visited.toSorted()).toEqual(postureIds.toSorted());
    expect(content).toEqual([]);
    // One write for the freshness of each surface (a surface that reads incrementally claims its record first), and one
    // for all of them in the book.
    const announced = surfaces.filter(({ isIncremental }) => isIncremental === true).length;
    expect(tally).toMatchObject({ SURFACE: postureIds.length + announced, LEASE: 2, 'TENANT-SUMMARY': 1 });
    const after = await runs.summary();
    if (before === undefined || after === undefined) throw new Error('the tenant has no summary');
    expect(timeless(after)).toEqual(timeless(before));
  });

  it('has facts of every surface', async () => {
    const items = await itemsOfMsp(dynamoDb.table, runs.scope.mspId);
    const writing = new Set(
      items.map(({ sk }) => String(sk)).flatMap((sk) => (sk.startsWith('FACT#') ? [sk.split('#')[1]] : [])),
    );
    // A user covered by a policy is not read for the state of per-user MFA.
    expect(postureIds.filter((id) => !writing.has(id))).toEqual(['per-user-mfa']);
  });

  it.each(changes)('writes exactly the one fact of %s that changed in Microsoft', async (surfaceId, change) => {
    const factId = change(tenant);
    const facts = (await readAgain()).content.filter((sk) => sk.startsWith('FACT#'));
    expect(facts).toEqual([expect.stringContaining(`FACT#${surfaceId}#${factId}`)]);
  });

  it('writes the findings that depend on a changed fact and their history', async () => {
    const user = tenant.users.at(-2);
    if (user === undefined) throw new Error('the tenant has no users');
    user.methods = [];
    const { content, tally } = await readAgain();
    expect(content.filter((sk) => sk.startsWith('FACT#'))).toEqual([`FACT#mfa-registrations#${user.id}`]);
    expect(tally).toMatchObject({ VERDICTS: 1, SIGNALS: 1 });
    expect(tally['FINDING']).toBeGreaterThan(0);
    expect(tally['HISTORY']).toBe(tally['FINDING']);
    expect((await readAgain()).content).toEqual([]);
  });
});
