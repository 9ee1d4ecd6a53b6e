import { addDays, dateOf } from '#shared/kernel/clock.ts';
import { credentialRefusals } from '#shared/kernel/credential-refusals.ts';
import type { ConnectionPosture } from '#shared/posture/connection-posture.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { defineFinding, type Judgment, tenantVerdict } from '../../define-finding.ts';
import { connectionSentence } from '../connection-sentences.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

/** Too short to wait for a colleague who is on vacation. */
const urgentDays = 3;
/** Enough time for a change that needs approval. */
const warningDays = 14;

const verdictOf = ({ credential }: ConnectionPosture, now: Date): Pick<Judgment, 'verdict' | 'reason' | 'facts'> => {
  const { kind, state, code, expiresOn } = credential;
  if (state === 'refused') {
    const why = credentialRefusals.find((refusal) => refusal === code) ?? null;
    return { verdict: 'fail', ...sentence('refused', { kind, why }) };
  }
  if (expiresOn !== null) {
    if (expiresOn < dateOf(now)) return { verdict: 'fail', ...sentence('expired', { kind, on: expiresOn }) };
    const isWithin = (days: number) => expiresOn <= dateOf(addDays(now, days));
    if (isWithin(urgentDays)) return { verdict: 'fail', ...sentence('expiring', { kind, on: expiresOn }) };
    if (isWithin(warningDays)) return { verdict: 'warn', ...sentence('expiring', { kind, on: expiresOn }) };
  }
  if (state === 'unknown') return { verdict: 'unknown', ...sentence('untried', { kind }) };
  return { verdict: 'pass', ...sentence('accepted', { kind, expiresOn }) };
};

const judge = (posture: Posture): readonly Judgment[] => {
  const { connection, now } = posture;
  if (connection === undefined) return tenantVerdict(posture, 'unknown', connectionSentence('missing'));
  const { kind, state, code = null, expiresOn } = connection.credential;
  return [
    {
      subject: { kind: 'connection', id: connection.connectionId, name: connection.name },
      ...verdictOf(connection, now),
      evidence: { kind, state, code, expiresOn },
    },
  ];
};

export const credentialValid = defineFinding({
  id: 'connection.credential-valid',
  version: 1,
  title: 'The credential of this connection is accepted and does not end soon',
  problem: 'Connection credential is expired, refused, or about to expire',
  subject: 'connection',
  severity: { fail: 'critical', warn: 'high' },
  why: 'Without a valid credential nothing of this tenant is read any more. What the lists show then is as old as the last reading, and whatever happens since happens unseen.',
  action:
    'In the Entra admin center, Entra ID, App registrations, the application, Certificates & secrets: add a new secret or certificate, and replace the credential at this connection.',
  impact: 'Nothing, as long as the old credential is deleted only after the new one was accepted here.',
  criteria: {
    intro: [
      "Judged at the end of each run, also when Microsoft refused the credential. Microsoft's last answer to the credential counts before its expiry date. The expiry comes from the certificate, or from the member who entered the secret.",
    ],
    verdicts: {
      pass: 'accepted, and valid for more than 14 days or with an unknown expiry',
      warn: 'it ends within 14 days',
      fail: 'it has ended, ends within 3 days, or Microsoft refuses it, because of the credential itself or because the application is disabled, blocked or not consented to; the reason names the code',
      unknown: 'it was never used for a token request',
    },
  },
  remediation,
  references: ['MS.AAD.5.6v1'],
  sources: ['https://learn.microsoft.com/entra/identity-platform/how-to-add-credentials'],
  requires: [],
  sentences: [sentence, connectionSentence],
  judge,
});
