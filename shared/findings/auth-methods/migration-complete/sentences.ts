import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('auth-methods.migration-complete', {
  complete: { message: 'The authentication methods policy decides on all methods.', values: {} },
  'in-progress': {
    message:
      'The migration from the legacy MFA and self-service password reset policies has begun and is not complete.',
    values: {},
  },
  'not-begun': {
    message: 'The legacy MFA and self-service password reset policies still decide on authentication methods.',
    values: {},
  },
  'unknown-state': { message: 'Microsoft Graph returns an unknown state of the migration.', values: {} },
});
