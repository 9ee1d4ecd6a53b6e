import { defineView } from '../define-view.ts';
import { devicesView } from './make.ts';
import { DevicesView } from './shape.ts';

export const devices = defineView({
  id: 'devices',
  operationId: 'getDevices',
  route: 'GET /v1/customers/{customerId}/devices',
  description: 'Compliance of managed devices.',
  summary: 'Managed devices of a customer: how many are compliant, and those that are not.',
  // Users are read for the owners of devices.
  surfaceIds: ['managed-devices', 'users'],
  withFindings: true,
  shape: DevicesView,
  make: devicesView,
  card: {
    shape: DevicesView.pick({ counts: true, compliantPercent: true }),
    make: (of) => {
      const { counts, compliantPercent } = devicesView(of);
      return { counts, compliantPercent };
    },
  },
});
