/** What an Idempotency-Key looks like: printable characters of ASCII without a space. */
export const idempotencyKeyRule = { minLength: 1, maxLength: 128, pattern: '^[\\x21-\\x7e]+$' } as const;

const pattern = new RegExp(idempotencyKeyRule.pattern);

export const isIdempotencyKey = (key: string): boolean =>
  key.length <= idempotencyKeyRule.maxLength && pattern.test(key);
