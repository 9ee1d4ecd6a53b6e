import { z } from 'zod';
import { defineView } from '../define-view.ts';
import { isReadInAllTenants } from '../section.ts';
import { sharingView } from './make.ts';
import { SharingView } from './shape.ts';

/** Null if the settings of a tenant could not be read. */
const Count = z.int().nonnegative().nullable();

export const sharing = defineView({
  id: 'sharing',
  operationId: 'getSharing',
  route: 'GET /v1/customers/{customerId}/sharing',
  description: 'Sharing settings of SharePoint and OneDrive.',
  summary: 'The sharing settings of a customer with their verdicts.',
  surfaceIds: ['sharepoint-settings'],
  withFindings: true,
  shape: SharingView,
  make: sharingView,
  card: {
    shape: SharingView.pick({ sharing: true }).extend({ checks: z.object({ pass: Count, warn: Count, fail: Count }) }),
    make: (of) => {
      const view = sharingView(of);
      const checks = view.tenants.flatMap((tenant) => tenant.checks);
      const isKnown = isReadInAllTenants(of.tenants, 'sharepoint-settings');
      const count = (kind: string) => (isKnown ? checks.filter(({ verdict }) => verdict === kind).length : null);
      return { sharing: view.sharing, checks: { pass: count('pass'), warn: count('warn'), fail: count('fail') } };
    },
  },
});
