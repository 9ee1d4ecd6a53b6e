import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('sharing.guests-cannot-reshare', {
  allowed: { message: 'Guests can share items that they do not own.', values: {} },
  blocked: { message: 'Guests cannot share items that they do not own.', values: {} },
});
