import { describe, expect, it } from 'vitest';
import { domains } from '#shared/surfaces/domains/surface.ts';
import { fakeGraphReader, fixture, readFacts } from '#test/support/graph-reader.ts';

describe('domains', () => {
  it('contain the authentication type and the password validity', async () => {
    const facts = await readFacts(domains, fakeGraphReader(fixture('domains', 'managed-and-federated')));
    expect(facts).toEqual([
      {
        name: 'contoso.example',
        authentication: 'managed',
        isVerified: true,
        isDefault: true,
        isInitial: false,
        passwordValidityDays: 2147483647,
      },
      {
        name: 'old.contoso.example',
        authentication: 'federated',
        isVerified: true,
        isDefault: false,
        isInitial: false,
        passwordValidityDays: null,
      },
      {
        name: 'new.contoso.example',
        authentication: 'unknown',
        isVerified: false,
        isDefault: false,
        isInitial: false,
        passwordValidityDays: null,
      },
    ]);
  });

  it('stop at a domain without a name', async () => {
    const graph = fakeGraphReader({ '/domains': { value: [{ isVerified: true }] } });
    await expect(readFacts(domains, graph)).rejects.toMatchObject({ details: { field: 'id' } });
  });
});
