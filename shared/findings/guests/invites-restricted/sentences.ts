import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('guests.invites-restricted', {
  few: { message: 'Only administrators and guest inviters can invite guests.', values: {} },
  nobody: { message: 'Nobody can invite guests.', values: {} },
  members: { message: 'Every member can invite guests.', values: {} },
  everyone: { message: 'Every user can invite guests, including guests.', values: {} },
  'unknown-state': { message: 'Microsoft Graph returns an unknown setting for guest invitations.', values: {} },
});
