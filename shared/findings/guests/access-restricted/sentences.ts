import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('guests.access-restricted', {
  restricted: { message: 'Guests can see only their own properties in the directory.', values: {} },
  guest: { message: 'Guests can see some of the directory, which is the default.', values: {} },
  member: { message: 'Guests can see as much of the directory as members.', values: {} },
  'unknown-state': { message: 'Microsoft Graph returns an unknown guest role.', values: {} },
});
