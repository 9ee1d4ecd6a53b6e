import { addDays, instantOf } from '#shared/kernel/clock.ts';
import type { MailboxProbeState } from '#shared/posture/mailbox-probe-state.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { defineFinding, type Judgment, tenantVerdict } from '../../define-finding.ts';
import { connectionSentence } from '../connection-sentences.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

/** An older answer is out of date: at least two nightly probes are missing since. */
const answerHoldsDays = 3;

const answered = {
  refused: 'pass',
  allowed: 'warn',
  nobody: 'not-applicable',
} as const;

const verdictOf = (probe: MailboxProbeState | undefined, now: Date): Pick<Judgment, 'verdict' | 'reason' | 'facts'> => {
  if (probe === undefined) {
    return {
      verdict: 'unknown',
      ...sentence('not-yet'),
    };
  }
  const { known, triedAt } = probe;
  if (known === null || known.at !== triedAt) {
    return {
      verdict: 'unknown',
      ...sentence('inconclusive', { triedAt }),
    };
  }
  if (known.at < instantOf(addDays(now, -answerHoldsDays))) {
    return { verdict: 'unknown', ...sentence('outdated', { at: known.at }) };
  }
  return { verdict: answered[known.outcome], ...sentence(known.outcome) };
};

const judge = (posture: Posture): readonly Judgment[] => {
  const { connection, now } = posture;
  if (connection === undefined) return tenantVerdict(posture, 'unknown', connectionSentence('missing'));
  const { connectionId: id, name, reads, probe } = connection;
  const subject = { kind: 'connection', id, name } as const;
  if (!reads.includes('communications')) {
    return [{ subject, verdict: 'not-applicable', ...sentence('posture-only') }];
  }
  const evidence = { triedAt: probe?.triedAt ?? null, known: probe?.known ?? null };
  return [{ subject, ...verdictOf(probe, now), evidence }];
};

export const mailboxesConfined = defineFinding({
  id: 'connection.mailboxes-confined',
  version: 1,
  title: 'Exchange keeps the application to the mailboxes on the list',
  problem: 'Connection app can read mailboxes outside the allow list',
  subject: 'connection',
  severity: { warn: 'medium' },
  why: 'The product reads the mailboxes on the list and no other, and that is its own promise. While Exchange grants the application every mailbox, whoever steals its credential reads everybody’s mail.',
  action:
    'In Exchange Online PowerShell of the tenant, grant Mail.Read and Calendars.Read by RBAC for Applications to a management scope that holds the technicians’ mailboxes; then remove both permissions from the application in the Entra admin center, where they would go on applying to everybody.',
  impact:
    'Other programs that share the application lose the mailboxes outside the scope. MailboxSettings.Read must stay granted for the whole tenant, or the purposes of mailboxes become unknown.',
  criteria: {
    intro: [
      'Once a night, one request asks for the id of the inbox of one enabled, licensed user who is not on the list, a different one each night. The answer is discarded.',
    ],
    verdicts: {
      pass: 'Exchange refused the request (403)',
      warn: 'Exchange answered the request',
      'not-applicable': 'the connection reads no mail, or every mailbox is on the list',
      unknown:
        'before the first night; when Microsoft neither allowed nor refused the request; when there was no probe for three days. An open finding stays open and is marked stale',
    },
    notes: ['A pass holds for the probed mailbox. It is no proof for all others.'],
  },
  remediation,
  references: [],
  sources: ['https://learn.microsoft.com/exchange/permissions-exo/application-rbac'],
  requires: [],
  sentences: [sentence, connectionSentence],
  judge,
});
