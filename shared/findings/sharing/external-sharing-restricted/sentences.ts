import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('sharing.external-sharing-restricted', {
  off: { message: 'Nothing can be shared outside the organization.', values: {} },
  'existing-guests': { message: 'Files and sites can be shared with existing guests only.', values: {} },
  'new-guests': { message: 'Files and sites can be shared with new guests who sign in.', values: {} },
  anyone: { message: 'Files and sites can be shared with anyone who has the link.', values: {} },
  'unknown-state': { message: 'Microsoft Graph returns an unknown sharing setting.', values: {} },
});
