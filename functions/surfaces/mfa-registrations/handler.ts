import { collectSurface } from '#shared/collecting/collect-surface.ts';
import { mfaRegistrations } from '#shared/surfaces/mfa-registrations/surface.ts';

export const handler = collectSurface(mfaRegistrations);
