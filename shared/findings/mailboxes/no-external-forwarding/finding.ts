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
  references: ['T1114.003'],
  resolvedReasonWhenAbsent: 'fixed',
  requires: ['inbox-rules'],
  consults: ['mailbox-settings', 'users', 'directory-roles', 'role-schedules'],
  judge,
});
