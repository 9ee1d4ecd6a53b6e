import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dateOf, instantOf } from '#shared/kernel/clock.ts';
import { connectionSecretExpiry } from '#shared/posture/connection-secret.ts';
import type { FactsBySurface } from '#shared/posture/facts.ts';
import { connection, needsAccess, now, posture } from '#test/support/posture-facts.ts';

type Registration = Extract<FactsBySurface['app-grants'], { kind: 'registration' }>;
type Credential = Registration['credentials'][number];

const own = 'd1d1d1d1-0000-4000-8000-000000000001';
const on = (days: number): string => instantOf(addDays(now, days));
const secret = (fromDays: number, toDays: number, kind: Credential['kind'] = 'secret'): Credential => ({
  keyId: `${fromDays}/${toDays}`,
  kind,
  startsAt: on(fromDays),
  endsAt: on(toDays),
});
const takenAt = on(-10);

const expiryOf = (
  credentials: readonly Credential[],
  { appId = own, clientId = own, state = { state: 'ok' as const, dataAsOf: instantOf(now) } } = {},
  states: Parameters<typeof posture>[1] = { 'app-grants': state },
) => {
  const fact: Registration = { kind: 'registration', appId, name: 'Vectis', credentials: [...credentials] };
  return connectionSecretExpiry(posture({ 'app-grants': [fact] }, states, [], { ...connection(), clientId }), takenAt);
};

describe('the expiry of the connection secret', () => {
  it('is the end of the only valid secret, whatever the case of the client id', () => {
    expect(expiryOf([secret(-20, 90)])).toBe(dateOf(addDays(now, 90)));
    expect(expiryOf([secret(-20, 90)], { clientId: own.toUpperCase() })).toBe(dateOf(addDays(now, 90)));
    expect(expiryOf([{ ...secret(-20, 90), startsAt: null }])).toBe(dateOf(addDays(now, 90)));
  });

  it.each([
    ['a secret that ended', secret(-400, -1)],
    ['a secret that is newer than the stored one', secret(-9, 300)],
    ['a certificate', secret(-20, 300, 'certificate')],
    ['a secret that ends on the same day', { ...secret(-30, 90), keyId: 'another' }],
  ])('is known in spite of %s', (_what, other) => {
    expect(expiryOf([secret(-20, 90), other])).toBe(dateOf(addDays(now, 90)));
    expect(expiryOf([other, secret(-20, 90)])).toBe(dateOf(addDays(now, 90)));
  });

  it('is unknown when two secrets with different ends match', () => {
    expect(expiryOf([secret(-20, 90), secret(-30, 300)])).toBeUndefined();
  });

  it.each([
    ['has no secret', []],
    ['has only an expired one', [secret(-400, 0)]],
    ['has only a newer one', [secret(-9, 300)]],
    ['has only a certificate', [secret(-20, 300, 'certificate')]],
  ])('is unknown when the application %s', (_what, credentials) => {
    expect(expiryOf(credentials)).toBeUndefined();
  });

  it('is unknown when the application is not registered in the tenant', () => {
    expect(expiryOf([secret(-20, 90)], { appId: 'd1d1d1d1-0000-4000-8000-000000000002' })).toBeUndefined();
  });

  it('is unknown when registrations were not read since the secret was stored', () => {
    expect(expiryOf([secret(-20, 90)], { state: { state: 'ok', dataAsOf: on(-11) } })).toBeUndefined();
    expect(expiryOf([secret(-20, 90)], { state: { state: 'ok', dataAsOf: takenAt } })).toBe(dateOf(addDays(now, 90)));
  });

  it('is unknown when registrations cannot be read or were not read completely', () => {
    const stale = { state: 'stale', since: on(-1), dataAsOf: instantOf(now) } as const;
    expect(expiryOf([secret(-20, 90)], {}, { 'app-grants': needsAccess })).toBeUndefined();
    expect(expiryOf([secret(-20, 90)], {}, { 'app-grants': stale })).toBeUndefined();
  });

  it('is always the end of a valid secret', () => {
    const some = fc.array(fc.tuple(fc.integer({ min: -40, max: 0 }), fc.integer({ min: -5, max: 400 })), {
      maxLength: 5,
    });
    fc.assert(
      fc.property(some, (spans) => {
        const end = expiryOf(spans.map(([from, to]) => secret(from, to)));
        const fits = spans.filter(([from, to]) => from <= -10 && to > 0).map(([, to]) => dateOf(addDays(now, to)));
        expect(new Set(fits).size === 1 ? [...new Set(fits)] : []).toEqual(end === undefined ? [] : [end]);
      }),
    );
  });
});
