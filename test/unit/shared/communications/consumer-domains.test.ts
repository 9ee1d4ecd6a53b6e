import { describe, expect, it } from 'vitest';
import { consumerDomainCount, isConsumerDomain } from '#shared/communications/consumer-domains.ts';

describe('isConsumerDomain', () => {
  it.each(['gmail.com', 'outlook.com', 'hotmail.co.uk', 'icloud.com', 'proton.me', 'gmx.de', 'yahoo.co.jp', 'qq.com'])(
    'knows %s',
    (domain) => {
      expect(isConsumerDomain(domain)).toBe(true);
    },
  );

  it('knows what lies below a provider', () => {
    expect(isConsumerDomain('mail.gmail.com')).toBe(true);
  });

  it.each(['acme.example', 'notgmail.com', 'gmail.com.example', 'com'])('leaves %s alone', (domain) => {
    expect(isConsumerDomain(domain)).toBe(false);
  });

  it('knows a good many', () => {
    expect(consumerDomainCount).toBeGreaterThan(100);
  });
});
