import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('sharing.idle-sign-out-on', {
  on: { message: 'Idle browser sessions are signed out of SharePoint.', values: {} },
  off: { message: 'Idle browser sessions stay signed in to SharePoint.', values: {} },
});
