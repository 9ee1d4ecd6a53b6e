import { addDays, instantOf } from '#shared/kernel/clock.ts';
import type { MailboxProbeState } from '#shared/posture/mailbox-probe-state.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { defineFinding, type Judgment, tenantVerdict } from '../../define-finding.ts';

/** An answer that is older says nothing of today: two nights at least went by without another. */
const answerHoldsDays = 3;

const answered = {
  refused: ['pass', 'Exchange keeps the application out of a mailbox that is not on the list'],
  'let-in': ['warn', 'the application may read mailboxes that are not on the list: Exchange let it into one'],
  nobody: ['not-applicable', 'everybody who has a mailbox is on the list, so there is nobody to ask for'],
} as const;

const verdictOf = (probe: MailboxProbeState | undefined, now: Date): Pick<Judgment, 'verdict' | 'reason'> => {
  if (probe === undefined) {
    return {
      verdict: 'unknown',
      reason: 'no night has passed yet: a mailbox that is not on the list is asked for once a night',
    };
  }
  const { known, triedAt } = probe;
  if (known === null || known.at !== triedAt) {
    return {
      verdict: 'unknown',
      reason: `on ${triedAt} Microsoft answered neither yes nor no; the next night asks again`,
    };
  }
  if (known.at < instantOf(addDays(now, -answerHoldsDays))) {
    return { verdict: 'unknown', reason: `nothing was asked for since ${known.at}` };
  }
  const [verdict, reason] = answered[known.outcome];
  return { verdict, reason };
};

const judge = (posture: Posture): readonly Judgment[] => {
  const { connection, now } = posture;
  if (connection === undefined) return tenantVerdict(posture, 'unknown', 'the connection is gone');
  const { connectionId: id, name, reads, probe } = connection;
  const subject = { kind: 'connection', id, name } as const;
  if (!reads.includes('communications')) {
    return [{ subject, verdict: 'not-applicable', reason: 'this connection reads no mail and no calendar' }];
  }
  const evidence = { triedAt: probe?.triedAt ?? null, known: probe?.known ?? null };
  return [{ subject, ...verdictOf(probe, now), evidence }];
};

export const mailboxesConfined = defineFinding({
  id: 'connection.mailboxes-confined',
  version: 1,
  title: 'Exchange keeps the application to the mailboxes on the list',
  subject: 'connection',
  severity: { warn: 'medium' },
  why: 'The product reads the mailboxes on the list and no other, and that is its own promise. While Exchange grants the application every mailbox, whoever steals its credential reads everybody’s mail.',
  action: {
    text: 'In Exchange Online PowerShell of the tenant, grant Mail.Read and Calendars.Read by RBAC for Applications to a management scope that holds the technicians’ mailboxes; then remove both permissions from the application in the Entra admin center, where they would go on applying to everybody.',
    url: 'https://entra.microsoft.com/#view/Microsoft_AAD_IAM/StartboardApplicationsMenuBlade/~/AppAppsPreview',
  },
  impact:
    'Other programs that share the application lose the mailboxes outside the scope. MailboxSettings.Read must stay granted for the whole tenant, or the purposes of mailboxes become unknown.',
  references: [],
  requires: [],
  judge,
});
