import { describe, expect, it } from 'vitest';
import { openRequestCounter, type ReceivedRequest } from '#local/microsoft/request-counter.ts';
import { testNow } from '#test/support/simulated-microsoft.ts';
import { manualClock } from '#test/support/time-and-ids.ts';

const users: ReceivedRequest = { tenantId: 't1', service: 'directory', template: '/users' };
const mail: ReceivedRequest = { tenantId: 't1', service: 'outlook', template: '/users/{id}/messages', mailbox: 'milo' };

const throttled = (request: ReceivedRequest, seconds: number) => {
  const clock = manualClock(testNow);
  const counter = openRequestCounter(clock);
  counter.receive(request);
  counter.recordAnswer(request, 429, seconds);
  return { clock, counter, early: () => counter.counters().insideRetryAfter };
};

describe('the request counter', () => {
  it('does not count a request as early within a second of the 429', () => {
    const { clock, counter, early } = throttled(users, 10);
    clock.advanceSeconds(0.999);
    expect(counter.receive(users)).toBeUndefined();
    expect(early()).toBe(0);
  });

  it('counts a request inside the window, and returns the remaining seconds', () => {
    const { clock, counter, early } = throttled(users, 10);
    clock.advanceSeconds(4);
    expect(counter.receive(users)).toBe(6);
    expect(early()).toBe(1);
    expect(counter.counters().insideRetryAfterRequests).toMatchObject([{ template: '/users', tenantId: 't1' }]);
  });

  it('applies the window to other routes of the service, and to no other tenant or service', () => {
    const { clock, counter, early } = throttled(users, 10);
    clock.advanceSeconds(4);
    counter.receive({ ...users, tenantId: 't2' });
    counter.receive({ ...users, service: 'reports', template: '/reports' });
    expect(early()).toBe(0);
    counter.receive({ ...users, template: '/domains' });
    expect(early()).toBe(1);
  });

  it('applies the window to the same route in another service', () => {
    const { clock, counter, early } = throttled(users, 10);
    clock.advanceSeconds(4);
    counter.receive({ ...users, service: 'reports' });
    expect(early()).toBe(1);
  });

  it('applies the window to one mailbox only', () => {
    const { clock, counter, early } = throttled(mail, 10);
    clock.advanceSeconds(4);
    counter.receive({ ...mail, mailbox: 'ines' });
    expect(early()).toBe(0);
    counter.receive({ ...mail, template: '/users/{id}/calendarView' });
    expect(early()).toBe(1);
  });

  it('admits requests at the end of the window', () => {
    const { clock, counter, early } = throttled(users, 2.128);
    clock.advanceSeconds(2.128);
    expect(counter.receive(users)).toBeUndefined();
    expect(early()).toBe(0);
  });

  it('opens no window for a 429 without seconds', () => {
    const { clock, counter, early } = throttled(users, Number.NaN);
    clock.advanceSeconds(4);
    counter.receive(users);
    expect(early()).toBe(0);
    expect(counter.counters().throttled).toBe(1);
  });

  it('counts by tenant, service, template and status', () => {
    const counter = openRequestCounter(manualClock(testNow));
    counter.countHttp('graph');
    counter.receive(users);
    counter.recordAnswer(users, 200, undefined);
    counter.recordAnswer(users, 429, undefined);
    expect(counter.counters()).toMatchObject({
      graph: 1,
      logical: 1,
      byService: { directory: 1 },
      byTenant: {
        t1: {
          requests: 1,
          byTemplate: { '/users': 1 },
          byStatus: { '200': 1, '429': 1 },
          throttledByTemplate: { '/users': 1 },
        },
      },
    });
  });
});
