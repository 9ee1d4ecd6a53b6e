import { z } from 'zod';
import { bySeverity, SubjectStatus } from '#shared/views/subject-status.ts';
import { threatsSurfaces, threatsView } from '#shared/views/threats/view.ts';
import { hubCard } from '../card.ts';

const Count = z.int().nonnegative().nullable();
const worstShown = 5;

/** The number of each kind, and the worst items of all kinds. */
export const threats = hubCard({
  surfaceIds: threatsSurfaces,
  shape: z.object({
    /** Null if a tenant could not be read. */
    forwardingRules: Count,
    hidingRules: Count,
    alerts: Count,
    riskyUsers: Count,
    worst: z.array(SubjectStatus.extend({ kind: z.enum(['forwarding-rule', 'hiding-rule', 'alert', 'risky-user']) })),
  }),
  make: (of) => {
    const { forwardingRules, hidingRules, alerts, riskyUsers } = threatsView(of);
    const told = [
      ...forwardingRules.items.map((item) => ({ ...item, kind: 'forwarding-rule' as const })),
      ...hidingRules.items.map((item) => ({ ...item, kind: 'hiding-rule' as const })),
      ...alerts.items.map((item) => ({ ...item, kind: 'alert' as const })),
      ...riskyUsers.items.map((item) => ({ ...item, kind: 'risky-user' as const })),
    ];
    return {
      forwardingRules: forwardingRules.total,
      hidingRules: hidingRules.total,
      alerts: alerts.total,
      riskyUsers: riskyUsers.total,
      worst: told.sort(bySeverity).slice(0, worstShown),
    };
  },
});
