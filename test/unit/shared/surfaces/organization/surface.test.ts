import { describe, expect, it } from 'vitest';
import { organization } from '#shared/surfaces/organization/surface.ts';
import { fakeGraphReader, fixture, readFacts } from '#test/support/graph-reader.ts';

describe('the organization', () => {
  it('is one record with normalized domains', async () => {
    expect(await readFacts(organization, fakeGraphReader(fixture('organization', 'one-tenant')))).toEqual([
      {
        tenantId: '1a2b3c4d-0000-4000-8000-000000000001',
        name: 'Contoso Bakery',
        createdAt: '2019-03-01T08:00:00.000Z',
        isSynced: false,
        verifiedDomains: [
          { name: 'contoso.example', isDefault: true, isInitial: false, isFederated: false },
          { name: 'contoso.onmicrosoft.example', isDefault: false, isInitial: true, isFederated: false },
          { name: 'xn--bcher-kva.example', isDefault: false, isInitial: false, isFederated: true },
        ],
      },
    ]);
  });

  it('stops at an answer without an id', async () => {
    const graph = fakeGraphReader({ '/organization': { value: [{ displayName: 'Contoso' }] } });
    await expect(readFacts(organization, graph)).rejects.toMatchObject({
      code: 'MicrosoftAnswerMalformed',
      details: { field: 'id' },
    });
  });
});
