import type { Sentence } from '#shared/kernel/sentence.ts';
import type { Fingerprint } from '#shared/kernel/verdict.ts';
import { holderOf, riskyChanges, roleNamesOf, targetOf } from '#shared/posture/directory-changes.ts';
import type { FactsBySurface } from '#shared/posture/facts.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { defineFinding, type Judgment } from '../../define-finding.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

type DirectoryChange = FactsBySurface['directory-audits'];

/** What was done, by the row that makes the action risky. */
const sentenceOf = (judged: DirectoryChange, at: string): Sentence => {
  const { kind, permissions, weakenings } = judged;
  const by = { kind: 'actor', id: judged.by.id ?? 'unknown', name: judged.by.name };
  const named = { by, at, target: targetOf(judged) };
  if (weakenings.length > 0) return sentence('weakened', { ...named, weakenings });
  switch (kind) {
    case 'role-granted':
    case 'role-made-eligible':
      return sentence(kind, { by, at, target: holderOf(judged), roles: roleNamesOf(judged) });
    case 'app-consented':
    case 'app-permission-granted':
      return permissions.length > 0
        ? sentence('permissions-granted', { ...named, permissions })
        : sentence('app-granted', named);
    case 'app-credentials-added':
      return sentence('credentials-added', named);
    case 'domain-authentication-changed':
      return sentence('sign-in-changed', named);
    default:
      return sentence('changed', named);
  }
};

const judge = (posture: Posture): readonly Judgment[] =>
  riskyChanges(posture).map(({ change, judged, verdict, rows }) => {
    const { changeId, activity, at, by, targets, roles, permissions, weakenings } = change;
    return {
      subject: { kind: 'change', id: changeId, name: activity },
      verdict,
      ...sentenceOf(judged, at),
      evidence: { at, by, targets, roles, permissions, weakenings, rows },
      fingerprints: sourceOf(change),
    };
  });

/**
 * Consents from the same public address in several tenants come from the same source. Private addresses do not identify
 * one.
 */
const privateNetwork = /^(10|127|192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))\.|^(::1$|f[cd]|fe80:)/i;
const sourceOf = ({ kind, by: { ip } }: DirectoryChange): readonly Fingerprint[] =>
  (kind === 'app-consented' || kind === 'app-permission-granted') && ip !== undefined && !privateNetwork.test(ip)
    ? [{ kind: 'consent-source', value: ip, name: null }]
    : [];

export const noRiskyChange = defineFinding({
  id: 'directory-changes.no-risky-change',
  version: 1,
  title: 'Nothing risky was changed in the directory this week',
  problem: 'Risky change in the directory',
  subject: 'change',
  severity: { fail: 'high', warn: 'medium' },
  why: 'What attackers do first with a stolen administrator is to make the way back in: another administrator, a consent, a new secret, a policy with an exception. Each leaves one line in a log that nobody reads.',
  action:
    'In the Entra admin center, Entra ID, Monitoring & health, Audit logs: find the change, ask who made it, and take it back if nobody answers for it.',
  impact: 'Taking back a change that was meant stops what it was made for. Ask first.',
  criteria: {
    intro: [
      'One verdict for each successful change of the last 7 days. Log rows with the same correlation id, activity and first target are one change.',
    ],
    verdicts: {
      pass: 'no such change',
      warn: 'another role assigned, or another permission consented to',
      fail: 'Global, Privileged Role or Privileged Authentication Administrator assigned or made eligible; a permission granted that can take over the tenant, or on mail, files or sites; the authentication of a domain changed; credentials added to an application; a Conditional Access policy deleted, disabled, given an exclusion or without MFA',
      unknown: 'the audit log could not be read',
    },
    notes: ['After 7 days a change is no longer listed, and its finding is resolved as aged out.'],
  },
  remediation,
  references: [],
  sources: ['https://learn.microsoft.com/entra/identity/monitoring-health/concept-audit-logs'],
  resolvedReasonWhenAbsent: 'aged-out',
  requires: ['directory-audits'],
  sentences: [sentence],
  judge,
});
