import { defineSentences } from '#shared/kernel/sentence.ts';

export const connectionSentence = defineSentences('connection', {
  missing: { message: 'The connection no longer exists.', values: {} },
});
