import { flag } from '#shared/kernel/message-values.ts';
import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('auth-methods.fido2-enabled', {
  off: { message: 'No user can register a passkey or security key.', values: {} },
  on: {
    message: '{everyone, select, yes {Every user} other {Some users}} can register a passkey or security key.',
    values: { everyone: flag },
  },
  'unknown-state': { message: 'Microsoft Graph returns an unknown state for passkeys.', values: {} },
});
