import { count, ObjectSample, texts } from '#shared/kernel/message-values.ts';
import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('conditional-access.device-code-blocked', {
  blocked: {
    message: 'Device code flow is blocked by {policies, plural, one {# policy} other {# policies}}: {names, list}.',
    values: { policies: count, names: texts },
  },
  'left-out': {
    message:
      '{users, plural, one {# user is} other {# users are}} not covered by the policy that blocks device code flow: {names, list}.',
    values: { users: count, names: ObjectSample },
  },
  'report-only': { message: 'The policy that blocks device code flow is in report-only mode.', values: {} },
  'security-defaults': { message: 'Security defaults block device code flow in this tenant.', values: {} },
  'older-security-defaults': {
    message:
      'Security defaults are turned on, and they block device code flow only in tenants that were created since July 2026.',
    values: {},
  },
  'not-blocked': { message: 'No policy blocks device code flow for all users.', values: {} },
});
