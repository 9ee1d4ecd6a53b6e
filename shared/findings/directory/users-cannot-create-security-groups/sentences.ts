import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('directory.users-cannot-create-security-groups', {
  allowed: { message: 'Every user can create security groups.', values: {} },
  administrators: { message: 'Only administrators can create security groups.', values: {} },
});
