import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('admins.self-service-reset-off', {
  on: { message: 'Administrators can reset their own passwords.', values: {} },
  off: { message: 'Administrators cannot reset their own passwords.', values: {} },
});
