import type { FactsBySurface } from '#shared/posture/facts.ts';
import { userId } from './posture-facts.ts';

/** Facts of fictitious tenants: alerts, risky users, directory changes, service issues, devices. */
type Alert = FactsBySurface['defender-alerts'];
type Risky = FactsBySurface['risky-users'];
type Change = FactsBySurface['directory-audits'];
type Issue = Extract<FactsBySurface['service-health'], { kind: 'issue' }>;
type Device = Extract<FactsBySurface['managed-devices'], { kind: 'device' }>;

export const alert = (overrides: Partial<Alert> = {}): Alert => ({
  alertId: 'alert-1',
  title: 'Suspicious inbox rule',
  category: 'Exfiltration',
  severity: 'high',
  status: 'new',
  source: 'microsoftDefenderForOffice365',
  incidentId: null,
  url: null,
  createdAt: '2026-11-22T07:00:00.000Z',
  updatedAt: '2026-11-22T07:00:00.000Z',
  techniques: ['T1114.003'],
  users: [{ userId: userId(4), upn: 'person4@acme.example' }],
  mailboxes: [],
  devices: [],
  ...overrides,
});

export const risky = (overrides: Partial<Risky> = {}): Risky => ({
  userId: userId(4),
  upn: 'person4@acme.example',
  level: 'high',
  state: 'atRisk',
  detail: null,
  updatedAt: null,
  ...overrides,
});

export const change = (overrides: Partial<Change> = {}): Change => ({
  changeId: 'change-1',
  correlationId: 'one action',
  kind: 'user-created',
  activity: 'Add user',
  at: '2026-11-21T12:00:00.000Z',
  result: 'success',
  by: { kind: 'user', id: 'admin', name: 'admin@acme.example' },
  targets: [{ id: 'target-1', type: 'User', name: 'person4@acme.example' }],
  roles: [],
  permissions: [],
  isForEverybody: false,
  weakenings: [],
  ...overrides,
});

export const issue = (overrides: Partial<Issue> = {}): Issue => ({
  kind: 'issue',
  issueId: 'EX1234567',
  title: 'Mail is late',
  service: 'Exchange Online',
  feature: null,
  classification: 'incident',
  status: 'serviceDegradation',
  impact: null,
  startedAt: '2026-11-22T08:00:00.000Z',
  updatedAt: null,
  ...overrides,
});

export const device = (state: Device['state'], overrides: Partial<Device> = {}): Device => ({
  kind: 'device',
  deviceId: 'device-1',
  name: 'LT-1',
  userId: null,
  state,
  graceEndsAt: null,
  operatingSystem: 'Windows',
  osVersion: null,
  owner: 'company',
  isEncrypted: true,
  lastSyncAt: null,
  ...overrides,
});
