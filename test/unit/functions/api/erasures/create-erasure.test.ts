import { beforeEach, describe, expect, it } from 'vitest';
import { createErasure } from '#functions/api/erasures/create-erasure.ts';
import type { Deps } from '#functions/api/erasures/deps.ts';
import { AppError } from '#shared/kernel/errors.ts';
import { ErasureId } from '#shared/kernel/ids.ts';
import { Connection } from '#shared/store/connection-record.ts';
import { Customer } from '#shared/store/customer-store.ts';
import { Erasure } from '#shared/store/erasure-store.ts';
import { eventCopy, messageCopy, party } from '#test/support/communication-copies.ts';
import { caller } from '#test/support/numbered-msps.ts';
import { customerId, mspId, newConnection } from '#test/support/numbered-tenants.ts';

const at = '2026-11-22T12:00:00.000Z';
const customer = (number: number): Customer =>
  Customer.parse({
    mspId: mspId(1),
    customerId: customerId(number),
    name: `C${number}`,
    createdAt: at,
    revision: 1,
    domains: [{ domain: `c${number}.example`, includeSubdomains: false }],
  });
const connection = (number: number, own: Partial<Connection>): Connection =>
  Connection.parse({
    ...newConnection(number),
    mspId: mspId(1),
    tenantName: null,
    verifiedDomains: [],
    grantedScopes: [],
    createdAt: at,
    revision: 1,
    ...own,
  });

const ada = caller('admin');
let steps: string[];
let failsAt: string | undefined;
let connections: Connection[];
let receipts: Map<string, Erasure>;
const step = (name: string): void => {
  steps.push(name);
  if (name === failsAt) throw new AppError('StoreUnavailable', 'down');
};

const people = ['ann@acme.example', 'bob@acme.example'];
const mail = people.map((address) => messageCopy({ from: party(address), sender: party(address) }));
const meetings = people.map((address) => eventCopy({ organizer: party(address), attendees: [] }));
const none = () => false;

const deps: Deps = {
  erasures: {
    get: async (_scope, id) => receipts.get(id),
    begin: async ({ mspId: msp }, subject) => {
      const removed = { messages: 0, events: 0, connections: 0, tenantRecords: 0, storedResponses: 0, notes: 0 };
      return Erasure.parse({ ...subject, mspId: msp, state: 'running', requestedAt: at, finishedAt: null, removed });
    },
    finish: async (_scope, before, end) => {
      const erasure = { ...before, ...end, finishedAt: at };
      receipts.set(before.erasureId, erasure);
      return erasure;
    },
  },
  customers: {
    get: async (_scope, id) => [customer(1), customer(2)].find((each) => each.customerId === id),
    list: async () => [customer(1), customer(2)],
    remove: async (_scope, { name }) => step(`customer ${name}`),
  },
  connections: {
    list: async () => connections,
    remove: async (_scope, { connectionId }) => step(`connection ${connectionId.at(-1)}`),
  },
  audit: {
    append: async (_scope, { action, outcome }) => step(`audit ${action} ${outcome}`) as never,
  },
  newErasureId: () => ErasureId.parse('ers_00000000000000000000000001'),
  addressHash: (_scope, address) => `hash of ${address}`,
  blockAddress: async (_scope, address) => step(`keep out ${address}`),
  credentials: { remove: async (_msp, name) => step(`credential ${name.at(-1)}`) },
  due: { unschedule: async (_scope, id, kind) => step(`${kind} ${id.at(-1)}`) },
  messages: {
    deleteOfCustomer: async (_scope, id, isKept = none) => {
      const deleted = mail.filter((copy) => !isKept(copy));
      step(`mail ${id.at(-1)} of ${deleted.map(({ from }) => from?.address).join(' and ')}`);
      return deleted.length;
    },
    deleteOfMailbox: async () => 1,
  },
  events: {
    deleteOfCustomer: async (_scope, _id, isKept = none) => meetings.filter((copy) => !isKept(copy)).length,
    deleteOfMailbox: async () => 1,
  },
  eraseNotes: async (_scope, tenantId, text) => {
    step(`notes ${tenantId.at(-1)} of ${text}`);
    return 1;
  },
  eraseResponses: async (_scope, text) => {
    step(`responses ${text}`);
    return 3;
  },
  deleteTerms: async (_scope, id) => step(`terms ${id.at(-1)}`),
  deleteTenantData: async (_scope, { connectionId }) => {
    step(`tenant ${connectionId.at(-1)}`);
    return 10;
  },
};
const erase = (body: Parameters<typeof createErasure>[0]['body']) =>
  createErasure(
    { caller: ada, body, params: undefined, query: undefined, requestId: 'r', origin: 'https://api.example' },
    deps,
  );

beforeEach(() => {
  steps = [];
  failsAt = undefined;
  receipts = new Map();
  connections = [
    connection(1, { verifiedDomains: ['c1.example'] }),
    connection(2, { verifiedDomains: ['c1.example', 'c2.example'] }),
    connection(3, { verifiedDomains: ['c1.example'], ownTenant: true }),
    connection(4, { verifiedDomains: ['c2.example'] }),
  ];
});

describe('createErasure', () => {
  it('blocks the address before deleting its mail from every customer', async () => {
    const { body } = await erase({ kind: 'address', address: 'ann@acme.example' });
    expect(steps).toEqual([
      'audit person.erased requested',
      'keep out ann@acme.example',
      'mail 1 of ann@acme.example',
      'mail 2 of ann@acme.example',
      ...[1, 2, 3, 4].map((number) => `notes ${number} of ann@acme.example`),
      'responses ann@acme.example',
      'audit person.erased done',
    ]);
    expect(body).toMatchObject({
      state: 'finished',
      addressHash: 'hash of ann@acme.example',
      removed: { messages: 2, events: 2, connections: 0, tenantRecords: 0, storedResponses: 3, notes: 4 },
    });
    expect(JSON.stringify([...receipts.values()].map(({ addressHash: _hash, ...rest }) => rest))).not.toContain('ann@');
  });

  it('lists backups for 35 days and audit rows as kept', async () => {
    for (const body of [
      { kind: 'address', address: 'ann@acme.example' },
      { kind: 'customer', customerId: customerId(1) },
    ] as const) {
      const { kept } = (await erase(body)).body;
      expect(kept).toContainEqual(expect.objectContaining({ what: 'backups of the table', days: 35 }));
      expect(kept.map(({ what }) => what)).toContain('rows of the audit log');
    }
  });

  it('deletes the tenants that belong to the customer alone, and no others', async () => {
    const { body } = await erase({ kind: 'customer', customerId: customerId(1) });
    const dataOfConnection = ['credential 1', 'posture 1', 'communications 1', 'tenant 1'];
    const allMail = 'mail 1 of ann@acme.example and bob@acme.example';
    expect(steps).toEqual([
      'audit customer.erased requested',
      ...dataOfConnection,
      'connection 1',
      ...dataOfConnection,
      allMail,
      'terms 1',
      'customer C1',
      `responses ${customerId(1)}`,
      'terms 1',
      allMail,
      'audit customer.erased done',
    ]);
    expect(body).toMatchObject({ removed: { messages: 6, events: 6, connections: 1, tenantRecords: 20 } });
  });

  it('stores a receipt of what was removed before a failure', async () => {
    failsAt = 'customer C1';
    await expect(erase({ kind: 'customer', customerId: customerId(1) })).rejects.toMatchObject({
      code: 'StoreUnavailable',
    });
    expect([...receipts.values()]).toMatchObject([{ state: 'failed', removed: { messages: 4, connections: 1 } }]);
    expect(steps.at(-1)).toBe('audit customer.erased failed');
  });

  it('erases nothing if the audit row cannot be written', async () => {
    failsAt = 'audit person.erased requested';
    await expect(erase({ kind: 'address', address: 'ann@acme.example' })).rejects.toThrow('down');
    expect(steps).toHaveLength(1);
  });

  it('throws NotFound for an unknown customer', async () => {
    await expect(erase({ kind: 'customer', customerId: customerId(9) })).rejects.toMatchObject({ code: 'NotFound' });
    expect(steps).toEqual([]);
  });
});
