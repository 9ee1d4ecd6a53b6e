import { z } from 'zod';
import { defineView } from '../define-view.ts';
import { coverageView } from './make.ts';
import { CoverageView } from './shape.ts';

export const signInCoverage = defineView({
  id: 'sign-in-coverage',
  operationId: 'getCoverage',
  route: 'GET /v1/customers/{customerId}/conditional-access/coverage',
  description: 'What Conditional Access proves about every possible sign-in.',
  summary: 'Claims about the sign-ins of a customer: proved, or open with a sign-in that gets through.',
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
  query: z.strictObject({ certificates: z.enum(['true', 'false']).optional() }),
  shape: CoverageView,
  make: ({ customer, tenants, query }) => coverageView(customer, tenants, query.certificates === 'true'),
});
