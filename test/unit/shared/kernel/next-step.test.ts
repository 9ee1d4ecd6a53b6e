import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/kernel/errors.ts';
import { nextStep, toSentence } from '#shared/kernel/next-step.ts';

const refusal = new AppError('SecretExpired', 'the token endpoint answered 401 invalid_client AADSTS7000222', {
  status: 401,
  entraCode: 'AADSTS7000222',
});

describe('what to do next', () => {
  it('is said of what Microsoft refused, with the number to look up', () => {
    expect(nextStep(refusal)).toBe('create a new client secret and replace the one stored here (AADSTS7000222)');
  });

  it('is said by the refusal itself where it knows better', () => {
    expect(nextStep(new AppError('SecretInvalid', 'x', { advice: 'upload this certificate' }))).toBe(
      'upload this certificate',
    );
  });

  it('is what was pasted wrong, where that was seen before anybody was asked', () => {
    const pointers = [{ in: 'body', pointer: '/credential/value', detail: 'x' }] as const;
    const message = 'this looks like the Secret ID; paste the Value';
    expect(nextStep(new AppError('SecretInvalid', message, { pointers }))).toBe(message);
  });

  it('is to wait, and for how long', () => {
    expect(nextStep(new AppError('MicrosoftThrottled', 'x', { retryAfterSeconds: 17 }))).toBe(
      'try again later; not before 17 s from now',
    );
  });

  it('is the message where nothing better is known', () => {
    expect(nextStep(new AppError('TenantTaken', 'the tenant is connected'))).toBe('the tenant is connected');
  });

  it('ends with the code in brackets', () => {
    expect(toSentence({ code: 'secret-expired', title: 'It has expired.', detail: 'make a new one' })).toBe(
      'It has expired. Make a new one (secret-expired)',
    );
  });
});
