import { NamedObject, text } from '#shared/kernel/message-values.ts';
import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('apps.none-known-rogue', {
  listed: {
    message: '{app} is on a public list of applications that attackers use, as {listedAs}.',
    values: { app: NamedObject, listedAs: text },
  },
  marked: {
    message: '{app} has {mark, term, app-name} and sends its sign-ins to {replyUrl}.',
    values: { app: NamedObject, mark: text, replyUrl: text },
  },
  'not-listed': {
    message: '{app} is not on the public list of applications that attackers use, and does not look like one.',
    values: { app: NamedObject },
  },
});
