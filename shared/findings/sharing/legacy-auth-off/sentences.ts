import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('sharing.legacy-auth-off', {
  allowed: { message: 'Apps that do not use modern authentication can reach SharePoint.', values: {} },
  blocked: { message: 'Apps that do not use modern authentication cannot reach SharePoint.', values: {} },
});
