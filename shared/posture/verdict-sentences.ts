import { count, instant, text, texts } from '#shared/kernel/message-values.ts';
import { defineSentences } from '#shared/kernel/sentence.ts';

export const verdictSentence = defineSentences('verdict', {
  'needs-license': {
    message: 'The tenant has no license to read {surface, term, surface}.',
    values: { surface: text },
  },
  'needs-license-for': {
    message: 'The tenant has no license to read {surface, term, surface}, which takes {plans, term, plan}.',
    values: { surface: text, plans: texts },
  },
  'needs-access': { message: 'Access to read {surface, term, surface} is not granted.', values: { surface: text } },
  'needs-access-for': {
    message: 'Access to read {surface, term, surface} is not granted; missing: {scopes, list}.',
    values: { surface: text, scopes: texts },
  },
  'not-read': {
    message:
      'The data of {surface, term, surface} could not be read{since, select, none {} other { since {since, instant}}}.',
    values: { surface: text, since: instant.nullable() },
  },
  'never-read': { message: 'The data of {surface, term, surface} has never been read.', values: { surface: text } },
  'missing-plan': { message: 'The tenant does not have {plans, term, plan}.', values: { plans: texts } },
  'policy-unread': { message: 'The {policy, term, policy} could not be read.', values: { policy: text } },
  'policy-needs-access': {
    message: 'Access to read the {policy, term, policy} is not granted; missing: {scopes, list}.',
    values: { policy: text, scopes: texts },
  },
  'sharing-unread': { message: 'The SharePoint settings could not be read.', values: {} },
  'left-out': {
    message: '{records, plural, one {# record} other {# records}} of {surface, term, surface} could not be read.',
    values: { records: count, surface: text },
  },
  'nothing-to-judge': { message: 'There is nothing to judge in this tenant.', values: {} },
  several: {
    message:
      '{affected, number} of {judged, plural, one {# judged object} other {# judged objects}} {affected, plural, one {has} other {have}} this verdict.',
    values: { affected: count, judged: count },
  },
});
