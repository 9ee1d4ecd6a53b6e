import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('directory.users-cannot-create-tenants', {
  allowed: { message: 'Every user can create tenants.', values: {} },
  administrators: { message: 'Only administrators can create tenants.', values: {} },
  unread: { message: 'Microsoft Graph does not return whether users can create tenants.', values: {} },
});
