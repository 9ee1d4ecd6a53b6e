import type { LinkedTenant } from '#shared/book/book-tenants.ts';
import { type FindingAnswer, findingAnswer } from '#shared/book/finding-answer.ts';
import type { FindingRow } from '#shared/judging/finding-row.ts';
import { CustomerId } from '#shared/kernel/ids.ts';
import { findingRow } from './finding-rows.ts';
import { mspId, newConnection } from './numbered-tenants.ts';

const tenant: LinkedTenant = {
  connection: {
    ...newConnection(1),
    mspId: mspId(1),
    tenantName: 'Acme',
    verifiedDomains: ['acme.example'],
    grantedScopes: [],
    createdAt: '2026-10-22T12:00:00.000Z',
    revision: 1,
  },
  linked: [
    {
      customerId: CustomerId.parse('cus_01JD0000000000000000000001'),
      mspId: mspId(1),
      name: 'Acme, Inc.',
      domains: [],
      createdAt: '2026-10-22T12:00:00.000Z',
      revision: 1,
    },
  ],
  summary: undefined,
};

/** The finding of a tenant as the API returns it. Tests override what is stored. */
export const answeredFinding = (overrides: Partial<FindingRow> = {}): FindingAnswer =>
  findingAnswer('finding-key-1', findingRow(overrides), {
    tenant,
    now: new Date('2026-11-30T12:00:00.000Z'),
    memberNames: new Map(),
  });
