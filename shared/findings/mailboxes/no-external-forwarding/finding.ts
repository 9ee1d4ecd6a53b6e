import { flaggedRules, unreadMailboxCount } from '#shared/posture/inbox-rules.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { defineFinding, type Judgment } from '../../define-finding.ts';
import { judgeInboxRules } from '../inbox-rule-judgment.ts';

const judge = (posture: Posture): readonly Judgment[] =>
  judgeInboxRules(
    posture,
    flaggedRules(posture).filter(({ rule }) => rule.outside.length > 0),
    unreadMailboxCount(posture),
    'sends mail outside',
    ({ isEnabled, hasError, hides, hasCondition, outside }) => {
      const where = `forwards to ${outside.join(', ')}`;
      const fingerprints = outside.map((value) => ({ kind: 'forwarding-address', value, name: null }) as const);
      if (!isEnabled || hasError)
        return { verdict: 'warn', severity: 'medium', action: `${where}, and is off`, fingerprints };
      if (hides.length > 0)
        return { verdict: 'fail', severity: 'critical', action: `${where}, and hides it`, fingerprints };
      return hasCondition
        ? { verdict: 'fail', severity: 'high', action: where, fingerprints }
        : { verdict: 'fail', severity: 'critical', action: `${where} whatever comes in`, fingerprints };
    },
  );

export const noExternalForwarding = defineFinding({
  id: 'mailboxes.no-external-forwarding',
  version: 1,
  title: 'No inbox rule sends mail outside the company',
  subject: 'rule',
  severity: { fail: 'critical', warn: 'medium' },
  threat: true,
  why: 'Whoever has been in a mailbox leaves a rule behind that sends every mail on to them, and goes on reading after the password has changed. It is how invoices are learned of and then forged.',
  action: {
    text: 'In Outlook on the web, as the owner of the mailbox, Settings, Mail, Rules: delete the rule. If nobody knows it, reset the password and revoke the sessions first.',
    url: 'https://admin.microsoft.com/#/users',
  },
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
  steps: [
    'If nobody knows the rule: reset the password, revoke the sessions, look at the sign-ins.',
    'Outlook on the web, in the mailbox: Settings → Mail → Rules → delete it.',
    'Exchange admin center → Mail flow → Remote domains: forbid automatic forwarding.',
  ],
  references: ['T1114.003'],
  sources: ['https://learn.microsoft.com/defender-xdr/alert-grading-playbook-inbox-forwarding-rules'],
  resolvedReasonWhenAbsent: 'fixed',
  requires: ['inbox-rules'],
  consults: ['mailbox-settings', 'users', 'directory-roles', 'role-schedules'],
  judge,
});
