/** Topics that attackers hide from the owner of a mailbox (rules 23). */
const suspiciousWords = [
  'invoice',
  'payment',
  'wire',
  'ach',
  'bank',
  'remittance',
  'iban',
  'swift',
  'payroll',
  'password',
  'passcode',
  'mfa',
  'security',
  'sign-in',
  'signin',
  'login',
  'verification',
  'helpdesk',
  'phishing',
  'suspicious',
  'hacked',
] as const;

/** Matches the whole word or its plural in s, in any case: "ach" does not match "teach". */
const patterns = suspiciousWords.map(
  (word) => [word, new RegExp(`(?<![\\p{L}\\p{N}])${word}s?(?![\\p{L}\\p{N}])`, 'iu')] as const,
);

export const suspiciousWordsIn = (texts: readonly string[]): string[] =>
  patterns.filter(([, pattern]) => texts.some((text) => pattern.test(text))).map(([word]) => word);

/** One or two characters, or only punctuation. */
export const isSuspiciousName = (name: string | null): boolean => {
  const plain = name?.trim() ?? '';
  return plain !== '' && ([...plain].length <= 2 || /^[\p{P}\p{S}\s]+$/u.test(plain));
};
