import { instant } from '#shared/kernel/message-values.ts';
import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('connection.mailboxes-confined', {
  refused: { message: 'Exchange Online refuses the application a mailbox that is not on the allow-list.', values: {} },
  allowed: {
    message:
      'The application can read mailboxes that are not on the allow-list, because Exchange Online let it read one.',
    values: {},
  },
  nobody: { message: 'Every mailbox is on the allow-list, so there is none to probe.', values: {} },
  'not-yet': { message: 'The first nightly probe has not run yet.', values: {} },
  inconclusive: {
    message: 'The probe of {triedAt, instant} was neither allowed nor refused and runs again the next night.',
    values: { triedAt: instant },
  },
  outdated: { message: 'The last probe with a result ran on {at, instant}.', values: { at: instant } },
  'posture-only': { message: 'This connection reads no mail and no calendar.', values: {} },
});
