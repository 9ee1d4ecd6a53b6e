import { defineSurface } from '../define-surface.ts';
import { parsePage } from '../raw.ts';
import { counted, deviceOf, noDevices } from './normalise.ts';
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
  throttleDomain: 'intune',
  everySeconds: 24 * 3600,
  optional: true,
  ways: [
    {
      name: 'devices',
      scopes: [['DeviceManagementManagedDevices.Read.All']],
      plans: ['INTUNE_A*', 'INTUNE_EDU', 'INTUNE_SMB'],
    },
  ],
  completeness: 'replace',
  fact: ManagedDevice,
  factVersion: 1,
  identify: (fact) => (fact.kind === 'device' ? `device/${fact.deviceId}` : 'counts'),
  async *read({ graph }) {
    let counts = noDevices;
    const path = '/deviceManagement/managedDevices';
    for await (const page of graph.pages({ path, query: { $select: properties.join(',') } })) {
      const devices = parsePage(RawDevice, page);
      counts = devices.reduce(counted, counts);
      yield devices.flatMap((device) => deviceOf(device) ?? []);
    }
    yield [counts];
  },
  timeoutSeconds: 300,
});
