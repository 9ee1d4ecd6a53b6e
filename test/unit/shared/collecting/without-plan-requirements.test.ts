import { expect, it } from 'vitest';
import { withoutPlanRequirements } from '#shared/collecting/without-plan-requirements.ts';
import { mfaRegistrations } from '#shared/surfaces/mfa-registrations/surface.ts';

it('removes the plans of each option and keeps how it is read', () => {
  expect(withoutPlanRequirements(mfaRegistrations.accessOptions)).toEqual([
    { name: 'report', scopes: [['AuditLog.Read.All']] },
    { name: 'methods', scopes: [['UserAuthenticationMethod.Read.All']], isPerSubject: true },
  ]);
});
