import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { licensesView } from '#shared/views/licenses/make.ts';
import {
  activeUsage,
  customerOf,
  licensedTenant,
  licensedUser,
  managedDevicesOf,
  skuIdOf,
  subscribedSku,
  usageReport,
} from '#test/support/license-facts.ts';
import { mailbox, scoreControl, seat } from '#test/support/posture-facts.ts';
import { root } from '#test/support/project-files.ts';

type Row = Readonly<Record<string, string>>;

/** The tables of the page in order. Each row is a record by column name; `–` is empty. */
const tablesOf = (text: string): readonly (readonly Row[])[] =>
  text.split(/\n(?!\|)/).flatMap((block) => {
    const lines = block.split('\n').filter((line) => line.startsWith('|'));
    const cellsOf = (line: string): string[] =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.replaceAll('`', '').trim())
        .map((cell) => (cell === '–' ? '' : cell));
    const [head, , ...rows] = lines.map(cellsOf);
    if (head === undefined || rows.length === 0) return [];
    return [rows.map((row) => Object.fromEntries(head.map((name, at) => [name, row[at] ?? ''])))];
  });

const page = readFileSync(`${root}/docs/licenses-worked-example.md`, 'utf8');
const [products = [], people = [], wasted = [], spare = [], sums = []] = tablesOf(page);
const cents = (row: Row, column: string): number => Math.round(Number(row[column]) * 100);
const listIn = (text = ''): string[] => (text === '' ? [] : text.split(', '));
const those = (rows: readonly Row[], column: string, value: string) => rows.filter((row) => row[column] === value);
const added = (rows: readonly Row[]): number => rows.reduce((sum, row) => sum + cents(row, 'a year'), 0);
const instant = (day = ''): string | null => (day === '' ? null : `${day}T08:00:00.000Z`);

const licenses = products.map((row) =>
  subscribedSku(row['part number'] ?? '', Number(row['paid']), {
    consumed: Number(row['held']),
    renewsAt: instant(row['renews']),
  }),
);

const users = people.map((row, at) => {
  const lastAt = instant(row['last active']);
  const assignedAt = instant(row['since']);
  return licensedUser(at + 1, [], {
    displayName: row['who'] ?? '',
    accountEnabled: row['account'] === 'enabled',
    createdAt: assignedAt,
    licenses: listIn(row['seats']).map((partNumber) => seat(skuIdOf(partNumber), { assignedAt })),
    lastSuccessfulSignInAt: lastAt,
    lastSignInAt: lastAt,
    lastNonInteractiveSignInAt: null,
  });
});

const usage = people.map((row, at) => {
  const on = instant(row['last active'])?.slice(0, 10) ?? null;
  return activeUsage(at + 1, {
    exchangeOn: on,
    oneDriveOn: null,
    sharePointOn: null,
    teamsOn: on,
    oneDriveBytes: 0,
    apps: { lastOn: on, desktop: row['works'] === 'on a PC', mobile: false, web: row['works'] === 'in the browser' },
    mailboxBytes: Number((row['mailbox'] ?? '').replace(' GB', '')) * 1024 ** 3,
  });
});

const posture = licensedTenant({
  licenses,
  users,
  usage: [usageReport, ...usage],
  'mailbox-settings': people.map(({ works }, at) =>
    mailbox(at + 1, works === 'as a shared mailbox' ? 'shared' : 'user'),
  ),
  'managed-devices': managedDevicesOf(...people.flatMap(({ device }, at) => (device === 'managed' ? [at + 1] : []))),
  'secure-score': [scoreControl('mdo_safelinksforemail', { score: 9 })],
});
const view = licensesView(customerOf(posture));

const classes = [
  ['disabled', view.seats.disabled, view.dollarsPerYear.disabled],
  ['inactive', view.seats.inactive, view.dollarsPerYear.inactive],
  ['overlap', view.seats.overlap, view.dollarsPerYear.overlap],
  ['right-sizing', view.seats.rightSizing, view.dollarsPerYear.rightSizing],
] as const;

describe('the worked example', () => {
  it('is consistent', () => {
    expect([products.length, people.length, wasted.length, spare.length, sums.length]).toEqual([5, 10, 6, 3, 6]);
    for (const row of [...wasted, ...spare]) expect(cents(row, 'a year')).toBe(cents(row, 'a month') * 12);
    for (const [wasteClass] of classes) {
      expect(added(those(wasted, 'class', wasteClass)), wasteClass).toBe(added(those(sums, 'class', wasteClass)));
    }
    expect(added(spare)).toBe(added(those(sums, 'class', 'unassigned')));
    expect(added([...wasted, ...spare])).toBe(added(those(sums, 'class', 'together')));
  });

  it('matches the purchased seats of the view', () => {
    expect(view.skus).toHaveLength(products.length);
    const skuOf = (row: Row) => view.skus.find(({ partNumber }) => partNumber === row['part number']);
    for (const row of products) {
      expect(skuOf(row)).toMatchObject({
        paid: Number(row['paid']),
        consumed: Number(row['held']),
        unassigned: Number(row['paid']) - Number(row['held']),
        pricePerSeatMonth: row['a seat and month'] === '' ? null : Number(row['a seat and month']),
        renewsOn: row['renews'] === '' ? null : row['renews'],
      });
    }
    for (const row of spare) {
      const unassignedDollarsPerYear = cents(row, 'a year') / 100;
      expect(skuOf(row)).toMatchObject({ unassigned: Number(row['seats']), unassignedDollarsPerYear });
    }
    expect(view.unpricedSkus).toEqual([
      {
        skuId: skuIdOf('VISIO_PLAN2_DEPT'),
        partNumber: 'VISIO_PLAN2_DEPT',
        name: 'Visio Plan 2',
        reason: 'It is bought by self-service, at a price that no page states',
      },
    ]);
  });

  it.each(classes)('matches the wasted seats of the view: %s', (wasteClass, { items }) => {
    const found = items.map(({ name, partNumber, dollarsPerYear, alsoIn, coveredBy, suggestion }) => ({
      who: name,
      seat: partNumber,
      dollarsPerYear,
      alsoIn,
      instead: (suggestion?.plans ?? (coveredBy === null ? [] : [coveredBy])).map((plan) => plan.partNumber),
    }));
    const expected = those(wasted, 'class', wasteClass).map((row) => ({
      who: row['who'],
      seat: row['seat'],
      dollarsPerYear: cents(row, 'a year') / 100,
      alsoIn: listIn(row['also in']),
      instead: listIn(row['instead']),
    }));
    expect(found).toHaveLength(expected.length);
    expect(found).toEqual(expect.arrayContaining(expected));
  });

  it.each(classes)('matches the sum of the view: %s', (wasteClass, _seats, dollarsPerYear) => {
    expect(dollarsPerYear).toBe(added(those(sums, 'class', wasteClass)) / 100);
  });

  it('matches the sum of unassigned seats', () => {
    expect(view.dollarsPerYear.unassigned).toBe(added(spare) / 100);
  });

  it('matches the exceptions of the view', () => {
    const excepted = view.exceptions.items.map(({ name, reason }) => [name, reason]);
    expect(excepted).toContainEqual(['Accounts', 'mailbox-needs-seat']);
    expect(excepted).toContainEqual(['Eva Frost', 'young-account']);
  });
});
