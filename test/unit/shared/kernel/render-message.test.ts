// The German sentences: cspell:ignore Anruf andere Dezember Platz Plätze
import { describe, expect, it } from 'vitest';
import { english } from '#shared/kernel/english.ts';
import type { SentenceValues } from '#shared/kernel/message-values.ts';
import { type Language, renderMessage } from '#shared/kernel/render-message.ts';

const user = (name: string | null) => ({ kind: 'user', id: 'aaaaaaaa-0000-4000-8000-000000000001', name });
const seats = '{seats, plural, =0 {No seat is} one {# seat is} other {# seats are}} unassigned.';

describe('a message in English', () => {
  it.each<[string, string, SentenceValues, string]>([
    [
      'a name as it is, also at the beginning',
      '{user} can sign in.',
      { user: user('ines.falk@acme.example') },
      'ines.falk@acme.example can sign in.',
    ],
    [
      'words for an object without a name',
      '{user} can sign in.',
      { user: user(null) },
      'An account without a name can sign in.',
    ],
    ['none', seats, { seats: 0 }, 'No seat is unassigned.'],
    ['one in the singular', seats, { seats: 1 }, '1 seat is unassigned.'],
    ['many in the plural', seats, { seats: 1200 }, '1,200 seats are unassigned.'],
    [
      'an instant as people read it',
      'Since {at, instant}.',
      { at: '2026-11-30T03:59:11.004Z' },
      'Since November 30, 2026 at 3:59 AM UTC.',
    ],
    ['a date as people read it', 'On {on, date}.', { on: '2026-11-30' }, 'On November 30, 2026.'],
    ['dollars', '{cost, money} a year.', { cost: { amount: 1056, currency: 'USD' } }, '$1,056.00 a year.'],
    [
      'a branch for null',
      '{cost, select, none {No price is set} other {{cost, money}}}.',
      { cost: null },
      'No price is set.',
    ],
    ['a branch for true', 'It is {on, select, yes {on} other {off}}.', { on: true }, 'It is on.'],
    [
      'two names',
      '{roles, list}.',
      { roles: ['User Administrator', 'Global Reader'] },
      'User Administrator and Global Reader.',
    ],
    ['three names', '{roles, list}.', { roles: ['A', 'B', 'C'] }, 'A, B, and C.'],
    [
      'the first five of many',
      '{roles, list}.',
      { roles: ['A', 'B', 'C', 'D', 'E', 'F', 'G'] },
      'A, B, C, D, E, and 2 more.',
    ],
    [
      'a sample of many objects',
      '{users, list}.',
      { users: { total: 40, first: [user('Ann'), user('Ben')] } },
      'Ann, Ben, and 38 more.',
    ],
    ['a percentage', '{share, percent}.', { share: 0.925 }, '92.5%.'],
    ['a number with decimals', '{points, number} points.', { points: 1.5 }, '1.5 points.'],
    ['a number sign outside a plural as it is', '#{name}', { name: '1' }, '#1'],
  ])('shows %s', (_what, message, values, shown) => {
    expect(renderMessage(message, values, english)).toBe(shown);
  });
});

describe('a message in another language', () => {
  const german: Language = {
    locale: 'de-DE',
    timeZone: 'Europe/Berlin',
    terms: { 'method.sms': 'SMS', 'method.voice': 'Anruf', 'method.other': 'andere' },
  };

  it.each<[string, SentenceValues, string]>([
    ['{at, instant}', { at: '2026-11-30T23:59:11.004Z' }, '1. Dezember 2026 um 00:59 MEZ'],
    ['{cost, money}', { cost: { amount: 1056, currency: 'EUR' } }, '1.056,00\u00a0€'],
    ['{n, plural, one {# Platz} other {# Plätze}}', { n: 1200 }, '1.200 Plätze'],
    ['{methods, term, method}', { methods: ['sms', 'voice', 'pigeon', 'smoke'] }, 'SMS, Anruf und andere'],
    ['{method, term, method}', { method: 'voice' }, 'Anruf'],
  ])('shows %s by its own rules', (message, values, shown) => {
    expect(renderMessage(message, values, german)).toBe(shown);
  });
});

describe('a message whose values do not suit it', () => {
  it.each<[string, SentenceValues]>([
    ['{user}', {}],
    ['{user}', { user: 3 }],
    ['{seats, plural, one {#} other {#}}', { seats: 'many' }],
    ['{cost, money}', { cost: null }],
    ['{roles, list}', { roles: 'one' }],
    ['{at, instant}', { at: null }],
    ['{n, percent}', { n: 'half' }],
    ['{methods, term, method}', { methods: [user('Ann')] }],
    ['{n, hexadecimal}', { n: 3 }],
  ])('is refused: %s with %o', (message, values) => {
    expect(() => renderMessage(message, values, english)).toThrow('message "');
  });
});
