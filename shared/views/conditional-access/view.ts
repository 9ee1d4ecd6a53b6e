import { z } from 'zod';
import { defineView } from '../define-view.ts';
import { conditionalAccessCard, conditionalAccessView } from './make.ts';
import { ConditionalAccessSummary, ConditionalAccessView } from './shape.ts';

const Count = z.int().nonnegative();

export const conditionalAccess = defineView({
  id: 'conditional-access',
  operationId: 'getConditionalAccess',
  route: 'GET /v1/customers/{customerId}/conditional-access',
  description: 'Conditional Access policies, and whether they enforce MFA.',
  summary: 'The policies of a customer, and the MFA badge with its reasons.',
  surfaceIds: [
    'conditional-access',
    'security-defaults',
    'per-user-mfa',
    'users',
    'directory-roles',
    'role-schedules',
    'mailbox-settings',
    'licenses',
  ],
  shape: ConditionalAccessView,
  make: ({ tenants }) => conditionalAccessView(tenants),
  card: {
    shape: ConditionalAccessSummary.extend({
      policies: z.object({ enabled: Count, reportOnly: Count, disabled: Count }).nullable(),
    }),
    make: ({ tenants }) => conditionalAccessCard(tenants),
  },
});
