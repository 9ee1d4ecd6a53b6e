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
    flaggedRules(posture).filter(({ rule }) => rule.outside.length > 0),
    unreadMailboxCount(posture),
    'none-forwards',
    ({ name, isEnabled, hasError, hides, hasCondition, outside }, owner) => {
      const values = { ruleName: name, owner, addresses: outside };
      const fingerprints = outside.map((value) => ({ kind: 'forwarding-address', value, name: null }) as const);
      if (!isEnabled || hasError)
        return { verdict: 'warn', severity: 'medium', sentence: sentence('off', values), fingerprints };
      if (hides.length > 0)
        return { verdict: 'fail', severity: 'critical', sentence: sentence('hides', values), fingerprints };
      return hasCondition
        ? { verdict: 'fail', severity: 'high', sentence: sentence('some-mail', values), fingerprints }
        : { verdict: 'fail', severity: 'critical', sentence: sentence('all-mail', values), fingerprints };
    },
  );

export const noExternalForwarding = defineFinding({
  id: 'mailboxes.no-external-forwarding',
  version: 1,
  title: 'No inbox rule sends mail outside the company',
  problem: 'Inbox rule forwards mail outside the organization',
  subject: 'rule',
  severity: { fail: 'critical', warn: 'medium' },
  threat: true,
  why: 'Whoever has been in a mailbox leaves a rule behind that sends every mail on to them, and goes on reading after the password has changed. It is how invoices are learned of and then forged.',
  action:
    'Unless the owner confirms the rule by phone, block sign-in and revoke the sessions; then export every rule with Exchange Online PowerShell, disable the rule, and remove it.',
  impact: 'Mail that was meant to go to the other address no longer does. Ask the owner, if the rule hides nothing.',
  criteria: {
    intro: [
      'One verdict for each inbox rule that forwards, redirects or forwards as an attachment to an address outside the verified domains of the tenant and their subdomains.',
    ],
    verdicts: {
      pass: 'no such rule',
      warn: 'medium: the rule is disabled, or in error',
      fail: 'high: it is enabled and has a condition; critical: it also deletes, moves or marks as read, or it has no condition',
      'not-applicable': 'no plan with Exchange',
      unknown:
        'rules could not be read; or some mailboxes were not read yet or refuse access, or users or mailbox purposes were not read, so that the list of mailboxes is not known, beside the rules already found',
    },
    notes: ['Microsoft Graph returns neither hidden rules nor the forwarding address of a mailbox.'],
  },
  remediation,
  references: ['T1114.003'],
  sources: ['https://learn.microsoft.com/defender-xdr/alert-grading-playbook-inbox-forwarding-rules'],
  resolvedReasonWhenAbsent: 'fixed',
  requires: ['inbox-rules'],
  consults: ['mailbox-settings', 'users', 'directory-roles', 'role-schedules'],
  sentences: [sentence, inboxRuleSentence],
  judge,
});
