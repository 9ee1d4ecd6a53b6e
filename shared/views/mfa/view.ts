import { defineView } from '../define-view.ts';
import { mfaCoverage, mfaSurfaces, mfaView } from './make.ts';
import { MfaCoverage, MfaView } from './shape.ts';

export const mfa = defineView({
  id: 'mfa',
  operationId: 'getMfa',
  route: 'GET /v1/customers/{customerId}/mfa',
  description: 'MFA coverage, privileged users, and their trend.',
  summary: 'MFA coverage of a customer; users of several tenants are added up.',
  surfaceIds: mfaSurfaces,
  shape: MfaView,
  make: mfaView,
  card: { shape: MfaCoverage, make: mfaCoverage },
});
