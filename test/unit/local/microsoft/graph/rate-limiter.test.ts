import { describe, expect, it } from 'vitest';
import { openRateLimiter, type RateLimitedRequest } from '#local/microsoft/graph/rate-limiter.ts';
import { aTenant, testNow } from '#test/support/simulated-microsoft.ts';
import { manualClock } from '#test/support/time-and-ids.ts';

const tenant = aTenant();
const request = (
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

const openLimiter = (enforce = true) => {
  const clock = manualClock(testNow);
  const { admit } = openRateLimiter(clock, enforce);
  const times = (count: number, who: RateLimitedRequest) => Array.from({ length: count }, () => admit(who));
  return { clock, admit, times };
};

describe('the rate limiter', () => {
  it('admits five reports in ten seconds, and returns a Retry-After for the sixth', () => {
    const { clock, admit, times } = openLimiter();
    expect(times(5, request('reports')).every(({ admitted }) => admitted)).toBe(true);
    clock.advanceSeconds(3);
    expect(admit(request('reports'))).toMatchObject({ admitted: false, retryAfterSeconds: 7 });
    clock.advanceSeconds(7);
    expect(admit(request('reports')).admitted).toBe(true);
  });

  it('admits one Conditional Access request a second for all apps, without a Retry-After', () => {
    const { clock, admit } = openLimiter();
    expect(admit(request('conditional-access')).admitted).toBe(true);
    const refused = admit(request('conditional-access', { appId: 'another' }));
    expect(refused).toMatchObject({ admitted: false, retryAfterSeconds: undefined });
    clock.advanceSeconds(1);
    expect(admit(request('conditional-access')).admitted).toBe(true);
  });

  it('counts the directory in resource units: 3,500 for a small tenant, 5,000 for a medium one', () => {
    const { admit, times } = openLimiter();
    times(35, request('directory', { units: 100 }));
    expect(admit(request('directory'))).toMatchObject({ admitted: false, retryAfterSeconds: 10 });
    const medium = aTenant({ seed: 2, users: 60 });
    const other = openLimiter();
    other.times(35, request('directory', { units: 100, tenant: medium }));
    expect(other.admit(request('directory', { tenant: medium })).admitted).toBe(true);
  });

  it('admits four concurrent requests for one mailbox', () => {
    const { admit, times } = openLimiter();
    const [first] = times(4, request('outlook', { mailbox: 'milo' }));
    expect(admit(request('outlook', { mailbox: 'milo' }))).toMatchObject({
      admitted: false,
      limit: { error: { code: 'ApplicationThrottled' } },
    });
    expect(admit(request('outlook', { mailbox: 'ines' })).admitted).toBe(true);
    if (first?.admitted === true) first.release();
    expect(admit(request('outlook', { mailbox: 'milo' })).admitted).toBe(true);
  });

  it('counts each tenant separately', () => {
    const { admit, times } = openLimiter();
    times(5, request('reports'));
    expect(admit(request('reports', { tenantId: 'another' })).admitted).toBe(true);
  });

  it('admits every request when limits are not enforced', () => {
    expect(
      openLimiter(false)
        .times(50, request('reports'))
        .every(({ admitted }) => admitted),
    ).toBe(true);
  });
});
