import { SecureScoreView } from '#shared/views/secure-score/shape.ts';
import { secureScoreSurfaces, secureScoreView } from '#shared/views/secure-score/view.ts';
import { hubCard } from '../card.ts';

const topActions = 3;

/** The score with its trend, and the three actions with the most points. */
export const secureScore = hubCard({
  surfaceIds: secureScoreSurfaces,
  shape: SecureScoreView,
  make: ({ tenants }) => secureScoreView(tenants, topActions),
});
