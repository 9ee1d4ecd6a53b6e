import { defineSurface } from '../define-surface.ts';
import { recordsOf } from '../records.ts';
import { addToCounts, deviceOf, noDevices, ownersOf } from './normalize.ts';
import { ManagedDevice, RawDevice } from './schema.ts';

const properties = [
  'id',
  'deviceName',
  'userId',
  'complianceState',
  'complianceGracePeriodExpirationDateTime',
  'operatingSystem',
  'osVersion',
  'managedDeviceOwnerType',
  'isEncrypted',
  'lastSyncDateTime',
];

export const managedDevices = defineSurface({
  id: 'managed-devices',
  title: 'Managed devices',
  reference: 'https://learn.microsoft.com/graph/api/intune-devices-manageddevice-list',
  job: 'posture',
  features: ['devices'],
  throttleDomain: 'intune',
  everySeconds: 24 * 3600,
  optional: true,
  accessOptions: [
    {
      name: 'devices',
      scopes: [['DeviceManagementManagedDevices.Read.All']],
      plans: ['INTUNE_A*', 'INTUNE_EDU', 'INTUNE_SMB'],
    },
  ],
  completeness: 'replace',
  fact: ManagedDevice,
  factVersion: 2,
  identify: (fact) =>
    fact.kind === 'device' ? `device/${fact.deviceId}` : fact.kind === 'owners' ? `owners/${fact.part}` : 'counts',
  async *read({ graph }) {
    let counts = noDevices;
    const owners = new Set<string>();
    const request = { path: '/deviceManagement/managedDevices', query: { $select: properties.join(',') } };
    for await (const devices of recordsOf(graph, request, RawDevice)) {
      counts = devices.reduce(addToCounts, counts);
      for (const { userId } of devices) if (userId !== null) owners.add(userId);
      yield devices.flatMap((device) => deviceOf(device) ?? []);
    }
    yield [counts];
    yield ownersOf(owners);
  },
  timeoutSeconds: 300,
});
