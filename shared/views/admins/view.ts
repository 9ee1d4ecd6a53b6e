import { z } from 'zod';
import { defineView } from '../define-view.ts';
import { adminsView } from './make.ts';
import { AdminsView } from './shape.ts';

export const admins = defineView({
  id: 'admins',
  operationId: 'getAdmins',
  route: 'GET /v1/customers/{customerId}/admins',
  description: 'Administrators, standing and eligible.',
  summary: 'The administrators of a customer by role and tier: permanent, time-bound, activated and eligible.',
  // Policies and their groups decide which accounts are break-glass accounts if none is marked.
  surfaceIds: ['users', 'directory-roles', 'role-schedules', 'conditional-access'],
  shape: AdminsView,
  make: adminsView,
  card: {
    shape: AdminsView.pick({ counts: true, schedulesKnown: true }).extend({
      /** Both are null if users or roles of a tenant could not be read. */
      breakGlass: z.int().nonnegative().nullable(),
      applications: z.int().nonnegative().nullable(),
    }),
    make: (of) => {
      const { counts, schedulesKnown, breakGlass, applications } = adminsView(of);
      const isKnown = counts !== null;
      return {
        counts,
        schedulesKnown,
        breakGlass: isKnown ? breakGlass.length : null,
        applications: isKnown ? applications.length : null,
      };
    },
  },
});
