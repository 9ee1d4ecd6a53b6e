import { describe, expect, it } from 'vitest';
import { demoMsp, technicianMailboxes } from '#local/demo/book/demo-msp.ts';
import { demoBook } from '#local/demo/book/index.ts';
import { changedSinceYesterday } from '#local/demo/sync-as-of-yesterday.ts';
import { isMfaCapable } from '#local/microsoft/graph/resources/registered-methods.ts';
import { testNow } from '#test/support/simulated-microsoft.ts';

const book = demoBook(testNow);
const customer = (name: string) => {
  const found = book.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
};
const countedPeople = (name: string) =>
  customer(name).tenant.users.filter(
    ({ accountEnabled, userType, userPrincipalName, mailbox }) =>
      accountEnabled &&
      userType === 'Member' &&
      mailbox?.purpose !== 'shared' &&
      !userPrincipalName.startsWith('emergency'),
  );
const own = () => customer('Northgate IT (own company)').tenant;

describe('the demo book', () => {
  it('has twelve customers with distinct tenants and domains', () => {
    expect(book).toHaveLength(12);
    expect(new Set(book.map(({ tenant }) => tenant.tenantId)).size).toBe(12);
    const domains = book.flatMap((entry) => entry.domains);
    expect(new Set(domains).size).toBe(domains.length);
  });

  it('is extended by generated customers, or cut to the first ones', () => {
    expect(demoBook(testNow, 40)).toHaveLength(40);
    expect(new Set(demoBook(testNow, 400).map(({ tenant }) => tenant.tenantId)).size).toBe(400);
    expect(demoBook(testNow, 3)).toHaveLength(3);
  });

  it('is the same at every start', () => {
    expect(demoBook(testNow)).toEqual(book);
  });

  it('differs as of yesterday, and is restored to today', () => {
    const changed = changedSinceYesterday(demoBook(testNow));
    expect(changed.map(({ name }) => name)).toEqual(['Calder Logistics']);
    for (const { name, tenant, revertToYesterday } of changed) {
      const capable = () => tenant.users.filter(isMfaCapable).length;
      const today = capable();
      const restore = revertToYesterday?.(tenant);
      expect(tenant).not.toEqual(customer(name).tenant);
      expect([capable() - today, tenant.audits]).toEqual([1, []]);
      restore?.();
      expect(tenant).toEqual(customer(name).tenant);
    }
  });

  // The numbers that each file states, counted without the product.
  it.each([
    ['Marlowe Dental Care', 11, 0, 9],
    ['Osprey Catering', 9, 2, 14],
    ['Linden Community Clinic', 5, 3, 41],
    ['Bryn & Tolley Legal', 14, 12, 33],
    ['Calder Logistics', 20, 17, 41],
    ['Fennimore Architects', 10, 10, 33],
    ['Harrow & Finch Accounting', 16, 16, 50],
    ['Tidewater Motors', 13, 13, 41],
    ['Stonebridge Foods', 18, 6, 41],
    ['Aldergate Pharmacy', 24, 24, 95],
    ['Northgate IT (own company)', 8, 7, 33],
  ])('%s has %i people, %i of them MFA-capable, and a score of %i', (name, of, capable, score) => {
    const people = countedPeople(name);
    expect(people).toHaveLength(of);
    expect(people.filter(isMfaCapable)).toHaveLength(capable);
    const latest = customer(name).tenant.secureScores[0]?.scores ?? {};
    expect(Object.values(latest).reduce((sum, points) => sum + points, 0)).toBe(score);
  });

  it('reads mail of the own tenant only', () => {
    expect(book.filter(({ ownTenant }) => ownTenant)).toHaveLength(1);
    expect(book.filter(({ reads }) => reads.includes('communications')).map(({ name }) => name)).toEqual([
      'Northgate IT (own company)',
    ]);
    expect(technicianMailboxes).toContain(demoMsp.members.member);
    expect(technicianMailboxes).not.toContain(demoMsp.members.viewer);
  });
});

describe('the mail of the demo', () => {
  const inMailboxes = () => own().users.filter(({ mail }) => technicianMailboxes.some((upn) => upn === mail));

  it('has 38 rows of messages with a domain of a customer', () => {
    const domains = new Set(book.flatMap((entry) => entry.domains));
    const rows = new Set<string>();
    for (const { mailbox } of inMailboxes()) {
      for (const message of mailbox?.messages ?? []) {
        if (['drafts', 'junkemail', 'deleteditems'].includes(message.folder)) continue;
        if (Date.parse(message.receivedAt) < testNow.getTime() - 14 * 86_400_000) continue;
        const { from, to, cc, bcc, replyTo, internetMessageId } = message;
        const addresses = [...(from === null ? [] : [from]), ...to, ...cc, ...bcc, ...replyTo];
        for (const { address } of addresses) {
          const domain = address.split('@')[1] ?? '';
          if (domains.has(domain)) rows.add(`${internetMessageId} ${domain}`);
        }
      }
    }
    expect(rows.size).toBe(38);
  });

  it('has 12 rows of meetings with a domain of a customer', () => {
    const domains = new Set(book.flatMap((entry) => entry.domains));
    const rows = new Set<string>();
    for (const { mailbox } of inMailboxes()) {
      for (const { type, startAt, endAt, attendees, iCalUId } of mailbox?.events ?? []) {
        const isInside =
          Date.parse(endAt) > testNow.getTime() - 7 * 86_400_000 &&
          Date.parse(startAt) < testNow.getTime() + 14 * 86_400_000;
        if (type === 'seriesMaster' || !isInside) continue;
        for (const { address } of attendees) {
          const domain = address.split('@')[1] ?? '';
          if (domains.has(domain)) rows.add(`${iCalUId} ${startAt} ${domain}`);
        }
      }
    }
    expect(rows.size).toBe(12);
  });
});
