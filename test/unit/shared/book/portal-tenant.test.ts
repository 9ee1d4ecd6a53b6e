import { describe, expect, it } from 'vitest';
import { portalTenantOf } from '#shared/book/portal-tenant.ts';
import type { Connection } from '#shared/store/connection-record.ts';
import { mspId, newConnection, tenantId } from '#test/support/numbered-tenants.ts';

const connected = (fields: Partial<Connection>) => ({
  connection: {
    ...newConnection(1),
    mspId: mspId(1),
    tenantName: null,
    verifiedDomains: [],
    grantedScopes: [],
    createdAt: '2026-11-22T12:00:00.000Z',
    revision: 1,
    ...fields,
  },
  linked: [],
  summary: undefined,
});

describe('portalTenantOf', () => {
  it.each([
    [
      'the initial domain',
      ['acme.example', 'acme.mail.onmicrosoft.com', 'acme.onmicrosoft.com'],
      'acme.onmicrosoft.com',
    ],
    ['none before the domains were read', [], null],
    ['none where only a domain for mail is known', ['acme.mail.onmicrosoft.com'], null],
    ['none where a name only looks like it', ['onmicrosoft.com.evil.example', 'acme.notonmicrosoft.com'], null],
  ])('has %s', (_what, verifiedDomains, expected) => {
    expect(portalTenantOf(connected({ verifiedDomains })).initialDomain).toBe(expected);
  });

  it('is named by its id until its name was read', () => {
    expect(portalTenantOf(connected({})).name).toBe(tenantId(1));
    expect(portalTenantOf(connected({ tenantName: 'Acme' })).name).toBe('Acme');
  });
});
