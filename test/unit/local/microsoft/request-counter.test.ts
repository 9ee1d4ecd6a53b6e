import { describe, expect, it } from 'vitest';
import { openRequestCounter, type ReceivedRequest } from '#local/microsoft/request-counter.ts';
import { movableClock } from '#test/support/simulated-microsoft.ts';

const users: ReceivedRequest = { tenantId: 't1', service: 'directory', template: '/users' };
const mail: ReceivedRequest = { tenantId: 't1', service: 'outlook', template: '/users/{id}/messages', mailbox: 'milo' };

const throttled = (arrival: ReceivedRequest, seconds: number) => {
  const clock = movableClock();
  const ledger = openRequestCounter(clock);
  ledger.receive(arrival);
  ledger.recordAnswer(arrival, 429, seconds);
  return { clock, ledger, early: () => ledger.counters().insideRetryAfter };
};

describe('the ledger of arrivals', () => {
  it('does not count what was in flight when the 429 was sent', () => {
    const { clock, ledger, early } = throttled(users, 10);
    clock.move(0.999);
    expect(ledger.receive(users)).toBeUndefined();
    expect(early()).toBe(0);
  });

  it('counts an arrival inside the window, and says what is left of it', () => {
    const { clock, ledger, early } = throttled(users, 10);
    clock.move(4);
    expect(ledger.receive(users)).toBe(6);
    expect(early()).toBe(1);
    expect(ledger.counters().insideRetryAfterRequests).toMatchObject([{ template: '/users', tenantId: 't1' }]);
  });

  it('counts another route of the same service, and none of another tenant or service', () => {
    const { clock, ledger, early } = throttled(users, 10);
    clock.move(4);
    ledger.receive({ ...users, tenantId: 't2' });
    ledger.receive({ ...users, service: 'reports', template: '/reports' });
    expect(early()).toBe(0);
    ledger.receive({ ...users, template: '/domains' });
    expect(early()).toBe(1);
  });

  it('counts the same route even where it falls under another service', () => {
    const { clock, ledger, early } = throttled(users, 10);
    clock.move(4);
    ledger.receive({ ...users, service: 'reports' });
    expect(early()).toBe(1);
  });

  it('holds a mailbox apart from its neighbors', () => {
    const { clock, ledger, early } = throttled(mail, 10);
    clock.move(4);
    ledger.receive({ ...mail, mailbox: 'ines' });
    expect(early()).toBe(0);
    ledger.receive({ ...mail, template: '/users/{id}/calendarView' });
    expect(early()).toBe(1);
  });

  it('lets everybody in again at the end of the window', () => {
    const { clock, ledger, early } = throttled(users, 2.128);
    clock.move(2.128);
    expect(ledger.receive(users)).toBeUndefined();
    expect(early()).toBe(0);
  });

  it('opens no window where a 429 does not say how long', () => {
    const { clock, ledger, early } = throttled(users, Number.NaN);
    clock.move(4);
    ledger.receive(users);
    expect(early()).toBe(0);
    expect(ledger.counters().throttled).toBe(1);
  });

  it('counts by tenant, service, template and status', () => {
    const ledger = openRequestCounter(movableClock());
    ledger.countHttp('graph');
    ledger.receive(users);
    ledger.recordAnswer(users, 200, undefined);
    expect(ledger.counters()).toMatchObject({
      graph: 1,
      logical: 1,
      byService: { directory: 1 },
      byTenant: { t1: { requests: 1, byTemplate: { '/users': 1 }, byStatus: { '200': 1 } } },
    });
  });
});
