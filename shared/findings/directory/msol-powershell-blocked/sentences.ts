import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('directory.msol-powershell-blocked', {
  blocked: { message: 'The retired MSOnline PowerShell module is blocked.', values: {} },
  allowed: { message: 'The retired MSOnline PowerShell module can read the directory.', values: {} },
});
