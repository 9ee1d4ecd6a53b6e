import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('guests.no-self-service-join', {
  allowed: { message: 'Anyone with an email address of a verified domain can join the tenant.', values: {} },
  blocked: { message: 'Nobody can join the tenant with an email address alone.', values: {} },
});
