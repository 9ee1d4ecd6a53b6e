import type { Language } from './render-message.ts';

/** American English. A stored text has no reader yet, so its times are in UTC and say so. */
export const english: Language = {
  locale: 'en-US',
  timeZone: 'UTC',
  terms: {
    'list.more': '{count, plural, one {# more} other {# more}}',
    'unnamed.user': 'an account without a name',
    'unnamed.sku': 'a product without a name',
    'unnamed.app': 'an application without a name',
    'unnamed.group': 'a group without a name',
    'unnamed.other': 'something without a name',
  },
};
