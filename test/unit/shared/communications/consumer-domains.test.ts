import { describe, expect, it } from 'vitest';
import { consumerDomainCount, isConsumerDomain } from '#shared/communications/consumer-domains.ts';

describe('isConsumerDomain', () => {
  it.each(['gmail.com', 'outlook.com', 'hotmail.co.uk', 'icloud.com', 'proton.me', 'gmx.de', 'yahoo.co.jp', 'qq.com'])(
    'knows %s',
    (domain) => {
      expect(isConsumerDomain(domain)).toBe(true);
    },
  );

  it('knows sub-domains of a provider', () => {
    expect(isConsumerDomain('mail.gmail.com')).toBe(true);
  });

  it.each(['acme.example', 'notgmail.com', 'gmail.com.example', 'com'])('does not match %s', (domain) => {
    expect(isConsumerDomain(domain)).toBe(false);
  });

  it('has more than 100 entries', () => {
    expect(consumerDomainCount).toBeGreaterThan(100);
  });
});
