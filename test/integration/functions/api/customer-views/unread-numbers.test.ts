import { expect, it } from 'vitest';
import { hub } from '#shared/views/hub/view.ts';
import { views } from '#shared/views/index.ts';
import { caller, connectionNumber } from '#test/support/numbered-msps.ts';
import { viewSuite } from '#test/support/view-suite.ts';

const suite = viewSuite({ customers: ['refused'], tenants: { 1: ['Refused', 'refused.example'] } });

/** Zeros that are true of a tenant of which nothing was read, and why. */
const trueZeros: readonly { readonly at: RegExp; readonly why: string }[] = [
  { at: /\.(open\.\w+|new|subjectsTotal|assessed)$/, why: 'findings that are stored are counted, and there are none' },
  { at: /score\.(pass|warn|fail|notApplicable|seen\.\w+)$/, why: 'checks by verdict: all of them are unknown' },
  { at: /^licenses\.savings\./, why: 'the ledger of savings is ours, and it is empty' },
];

/** The places of zeros in an answer. */
const zerosIn = (value: unknown, at: string): string[] => {
  if (value === 0) return [at];
  if (Array.isArray(value)) return value.flatMap((each, index) => zerosIn(each, `${at}[${index}]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => zerosIn(inner, `${at}.${name}`));
};

it.each([hub.id, ...views.map(({ route }) => route.split('{customerId}/')[1] ?? '')])(
  'the view %s shows no 0 for a tenant of which nothing was read',
  async (id) => {
    await suite.book.deps.connections.recordCredentialState(caller('admin'), connectionNumber(1), {
      state: 'refused',
      code: 'SecretExpired',
    });
    const { status, body } = await suite.read(id, 'refused');
    expect(status).toBe(200);
    expect(zerosIn(body, id).filter((zero) => !trueZeros.some(({ at }) => at.test(zero)))).toEqual([]);
  },
);
