import { describe, expect, it } from 'vitest';
import { isSharedDomain } from '#shared/communications/shared-domains.ts';

describe('isSharedDomain', () => {
  it.each(['co.uk', 'com.au', 'gov.uk', 'github.io', 'azurewebsites.net', 'myshopify.com', 'k12.ca.us', 'com'])(
    'knows the public suffix %s',
    (domain) => {
      expect(isSharedDomain(domain)).toBe(true);
    },
  );

  it.each(['onmicrosoft.com', 'onmicrosoft.us', 'partner.onmschina.cn', 'sharepoint.com'])(
    'knows %s, which the tenants of Microsoft share',
    (domain) => {
      expect(isSharedDomain(domain)).toBe(true);
    },
  );

  it.each([
    ...['acme.example', 'acme.co.uk', 'mail.acme.co.uk', 'acme.github.io', 'contoso.onmicrosoft.com', 'acme.k12.ca.us'],
    ...['xn--bcher-kva.example', 'acme.sharepoint.com'],
  ])('lets a customer have %s', (domain) => {
    expect(isSharedDomain(domain)).toBe(false);
  });
});
