import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('sharing.unmanaged-sync-blocked', {
  allowed: { message: 'OneDrive syncs to any computer.', values: {} },
  blocked: { message: 'OneDrive syncs only to managed computers.', values: {} },
});
