import { flaggedRules, unreadMailboxCount } from '#shared/posture/inbox-rules.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { defineFinding, type Judgment } from '../../define-finding.ts';
import { judgeInboxRules } from '../inbox-rule-judgment.ts';
import { inboxRuleSentence } from '../inbox-rule-sentences.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

const judge = (posture: Posture): readonly Judgment[] =>
  judgeInboxRules(
    posture,
    flaggedRules(posture).filter(
      ({ rule: { isEnabled, outside, hides, keywords, hasSuspiciousName } }) =>
        isEnabled &&
        outside.length === 0 &&
        hides.some((how) => how !== 'mark-read') &&
        (keywords.length > 0 || hasSuspiciousName),
    ),
    unreadMailboxCount(posture),
    'none-hides',
    ({ name, hides, keywords }, owner) => ({
      fingerprints: [{ kind: 'rule', value: fingerprintOf(name, hides, keywords), name }],
      verdict: 'fail',
      severity: 'high',
      sentence:
        keywords.length > 0
          ? sentence('keywords', { ruleName: name, owner, keywords })
          : sentence('name', { ruleName: name, owner }),
    }),
  );

/** The fingerprint of a rule: its name, its actions and its keywords. Rules of the same author share it. */
const fingerprintOf = (name: string | null, hides: readonly string[], keywords: readonly string[]): string =>
  [name ?? '(no name)', hides.toSorted().join('+'), keywords.toSorted().join('+')].join(' | ').slice(0, 300);

export const noHidingRules = defineFinding({
  id: 'mailboxes.no-hiding-rules',
  version: 1,
  title: 'No inbox rule hides mail from the owner of the mailbox',
  problem: 'Suspicious inbox rule hides or deletes mail',
  subject: 'rule',
  severity: { fail: 'high' },
  threat: true,
  why: 'An intruder who writes to customers in the name of the owner hides the answers, and the warnings of the bank and of Microsoft, with a rule that deletes or files them away.',
  action:
    'Unless the owner confirms the rule by phone, block sign-in and revoke the sessions; then export every rule with Exchange Online PowerShell, disable the rule, and remove it.',
  impact: 'Mail that the owner filed away on purpose comes to the inbox again. Ask the owner.',
  criteria: {
    intro: [
      'One verdict for each enabled inbox rule that does not forward outside, that deletes mail or moves it away, and that either searches subject or body for a word about money, passwords or security (invoice, payment, bank, password, MFA, phishing …, as a whole word or its plural), or has a name of one or two characters or of punctuation only.',
    ],
    verdicts: {
      pass: 'no such rule',
      fail: 'such a rule',
      'not-applicable': 'no plan with Exchange',
      unknown:
        'rules could not be read; or some mailboxes were not read yet or refuse access, or users or mailbox purposes were not read, so that the list of mailboxes is not known, beside the rules already found',
    },
  },
  remediation,
  references: ['T1564.008'],
  sources: ['https://learn.microsoft.com/defender-xdr/alert-grading-playbook-inbox-manipulation-rules'],
  resolvedReasonWhenAbsent: 'fixed',
  requires: ['inbox-rules'],
  consults: ['mailbox-settings', 'users', 'directory-roles', 'role-schedules'],
  sentences: [sentence, inboxRuleSentence],
  judge,
});
