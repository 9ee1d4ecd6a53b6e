import { describe, expect, it } from 'vitest';
import { openRateLimiter, type RateLimitedRequest } from '#local/microsoft/graph/rate-limiter.ts';
import { aTenant, movableClock } from '#test/support/simulated-microsoft.ts';

const tenant = aTenant();
const entrant = (
  service: RateLimitedRequest['service'],
  more: Partial<RateLimitedRequest> = {},
): RateLimitedRequest => ({
  tenantId: tenant.tenantId,
  tenant,
  appId: 'app',
  service,
  template: '/x',
  units: 1,
  ...more,
});

const gate = (enforce = true) => {
  const clock = movableClock();
  const { enter } = openRateLimiter(clock, enforce);
  const times = (count: number, who: RateLimitedRequest) => Array.from({ length: count }, () => enter(who));
  return { clock, enter, times };
};

describe('the documented limits', () => {
  it('let five reports in ten seconds pass, and say when the sixth may come', () => {
    const { clock, enter, times } = gate();
    expect(times(5, entrant('reports')).every(({ admitted }) => admitted)).toBe(true);
    clock.move(3);
    expect(enter(entrant('reports'))).toMatchObject({ admitted: false, retryAfterSeconds: 7 });
    clock.move(7);
    expect(enter(entrant('reports')).admitted).toBe(true);
  });

  it('let one Conditional Access request a second pass, of whichever app, and do not say when', () => {
    const { clock, enter } = gate();
    expect(enter(entrant('conditional-access')).admitted).toBe(true);
    const refused = enter(entrant('conditional-access', { appId: 'another' }));
    expect(refused).toMatchObject({ admitted: false, retryAfterSeconds: undefined });
    clock.move(1);
    expect(enter(entrant('conditional-access')).admitted).toBe(true);
  });

  it('count the directory in resource units: 3,500 for a small tenant, 5,000 for a middle one', () => {
    const { enter, times } = gate();
    times(35, entrant('directory', { units: 100 }));
    expect(enter(entrant('directory'))).toMatchObject({ admitted: false, retryAfterSeconds: 10 });
    const middle = aTenant({ seed: 2, users: 60 });
    const other = gate();
    other.times(35, entrant('directory', { units: 100, tenant: middle }));
    expect(other.enter(entrant('directory', { tenant: middle })).admitted).toBe(true);
  });

  it('let four requests be in one mailbox at a time', () => {
    const { enter, times } = gate();
    const [first] = times(4, entrant('outlook', { mailbox: 'milo' }));
    expect(enter(entrant('outlook', { mailbox: 'milo' }))).toMatchObject({
      admitted: false,
      limit: { error: { code: 'ApplicationThrottled' } },
    });
    expect(enter(entrant('outlook', { mailbox: 'ines' })).admitted).toBe(true);
    if (first?.admitted === true) first.release();
    expect(enter(entrant('outlook', { mailbox: 'milo' })).admitted).toBe(true);
  });

  it('hold tenants apart', () => {
    const { enter, times } = gate();
    times(5, entrant('reports'));
    expect(enter(entrant('reports', { tenantId: 'another' })).admitted).toBe(true);
  });

  it('are silent when they are switched off', () => {
    expect(
      gate(false)
        .times(50, entrant('reports'))
        .every(({ admitted }) => admitted),
    ).toBe(true);
  });
});
