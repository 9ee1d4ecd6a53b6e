import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/kernel/errors.ts';
import { nextStep, toSentence } from '#shared/kernel/next-step.ts';

const refusal = new AppError('SecretExpired', 'the token endpoint answered 401 invalid_client AADSTS7000222', {
  status: 401,
  entraCode: 'AADSTS7000222',
});

describe('nextStep', () => {
  it("returns the advice for a refusal by Microsoft with Entra's code", () => {
    expect(nextStep(refusal)).toBe('create a new client secret and replace the one stored here (AADSTS7000222)');
  });

  it('prefers the advice of the error itself', () => {
    expect(nextStep(new AppError('SecretInvalid', 'x', { advice: 'upload this certificate' }))).toBe(
      'upload this certificate',
    );
  });

  it('returns the message when the input was refused before Microsoft was asked', () => {
    const pointers = [{ in: 'body', pointer: '/credential/value', detail: 'x' }] as const;
    const message = 'this looks like the Secret ID; paste the Value';
    expect(nextStep(new AppError('SecretInvalid', message, { pointers }))).toBe(message);
  });

  it('says how long to wait', () => {
    expect(nextStep(new AppError('MicrosoftThrottled', 'x', { retryAfterSeconds: 17 }))).toBe(
      'try again later; not before 17 s from now',
    );
  });

  it('returns the message when there is no advice', () => {
    expect(nextStep(new AppError('TenantTaken', 'the tenant is connected'))).toBe('the tenant is connected');
  });

  it('toSentence ends with the code in parentheses', () => {
    expect(toSentence({ code: 'secret-expired', title: 'It has expired.', detail: 'make a new one' })).toBe(
      'It has expired. Make a new one (secret-expired)',
    );
  });
});
