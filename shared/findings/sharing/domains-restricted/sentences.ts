import { count, flag } from '#shared/kernel/message-values.ts';
import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('sharing.domains-restricted', {
  off: { message: 'Nothing can be shared outside the organization.', values: {} },
  'unknown-state': { message: 'Microsoft Graph returns an unknown restriction of domains.', values: {} },
  any: { message: 'Files and sites can be shared with every domain.', values: {} },
  empty: {
    message: 'The {allows, select, yes {allow list} other {block list}} of domains is turned on and empty.',
    values: { allows: flag },
  },
  listed: {
    message:
      'The {allows, select, yes {allow list} other {block list}} names {domains, plural, one {# domain} other {# domains}}.',
    values: { allows: flag, domains: count },
  },
});
