import { MfaView } from '#shared/views/mfa/shape.ts';
import { mfaSurfaces, mfaView } from '#shared/views/mfa/view.ts';
import { hubCard } from '../card.ts';

/** Registered, capable and enforced: all users, and privileged users. */
export const mfa = hubCard({ surfaceIds: mfaSurfaces, shape: MfaView, make: mfaView });
