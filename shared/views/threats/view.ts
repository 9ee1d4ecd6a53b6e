import { z } from 'zod';
import { defineView } from '../define-view.ts';
import { bySeverity, SubjectStatus } from '../subject-status.ts';
import { threatsView } from './make.ts';
import { ThreatsView } from './shape.ts';

const Count = z.int().nonnegative().nullable();
const worstShown = 5;

export const threats = defineView({
  id: 'threats',
  operationId: 'getThreats',
  route: 'GET /v1/customers/{customerId}/threats',
  description: 'Threats: suspicious inbox rules, Defender alerts and risky users.',
  summary: 'Forwarding rules, hiding rules, Defender alerts and risky users of a customer, each with its finding.',
  surfaceIds: [
    'inbox-rules',
    'mailbox-settings',
    'defender-alerts',
    'risky-users',
    // It decides which mailboxes are read daily.
    'directory-audits',
    // These give names and privileges.
    'users',
    'directory-roles',
    'role-schedules',
  ],
  withFindings: true,
  shape: ThreatsView,
  make: threatsView,
  card: {
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
      const items = [
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
        worst: items.sort(bySeverity).slice(0, worstShown),
      };
    },
  },
});
