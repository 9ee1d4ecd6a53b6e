import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('directory.users-cannot-register-apps', {
  allowed: { message: 'Every user can register applications.', values: {} },
  administrators: { message: 'Only administrators can register applications.', values: {} },
});
