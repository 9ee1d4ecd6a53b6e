import { describe, expect, it } from 'vitest';
import { findings } from '#shared/findings/index.ts';
import { inboxRule, mailboxesWith, mailboxRules } from '#test/support/inbox-rule-facts.ts';
import { caller, tenantNumber } from '#test/support/numbered-msps.ts';
import { license, mailbox, needsAccess, needsLicense, user, userId, users } from '#test/support/posture-facts.ts';
import { alert, risky } from '#test/support/threat-facts.ts';
import { viewSuite } from '#test/support/view-suite.ts';

const p2 = license({ servicePlans: [{ planId: 'plan-2', name: 'AAD_PREMIUM_P2', provisioningStatus: 'Success' }] });
const forwarding = inboxRule({ ruleId: 'out', outside: ['x@evil.example'], via: ['forward'], hides: ['delete'] });
const plain = inboxRule({ ruleId: 'plain', name: 'Plain', outside: ['me@mail.example'], via: ['redirect'] });
const hiding = inboxRule({
  ruleId: 'hide',
  name: '..',
  hides: ['move'],
  keywords: ['invoice'],
  hasSuspiciousName: true,
});

const suite = viewSuite({
  customers: ['acme', 'other', 'none'],
  tenants: { 1: ['Acme', 'acme.example', 'other.example'] },
  findings,
});

const read = (name: string, as = caller('viewer')) => suite.read('threats', name, as);

const attacked = {
  users: [...users(4), user(5, { upn: 'five@other.example' })],
  licenses: [p2],
  ...mailboxesWith(plain, forwarding, hiding),
  'defender-alerts': [alert({ alertId: 'small', severity: 'low' }), alert()],
  'risky-users': [
    risky(),
    risky({ userId: userId(5), upn: 'five@other.example', level: 'low' }),
    risky({ userId: userId(3), level: 'hidden' }),
  ],
} as const;

describe('GET /v1/customers/{customerId}/threats', () => {
  it('lists rules, alerts and risky users, worst first, each with its finding', async () => {
    await suite.book.judge(1, { ...attacked });
    const { body } = await read('acme');
    expect(body.forwardingRules).toMatchObject({
      total: 2,
      mailboxesUnread: 0,
      items: [
        {
          tenantId: tenantNumber(1),
          userId: userId(4),
          user: 'Person 4',
          upn: 'person4@acme.example',
          ruleId: 'out',
          outside: ['x@evil.example'],
          via: ['forward'],
          hides: ['delete'],
          isEnabled: true,
          verdict: 'fail',
          severity: 'critical',
          state: 'open',
          isNew: false,
          findingKey: expect.stringMatching(/^[\w-]{50}$/),
          firstSeenAt: '2026-11-22T12:00:00.000Z',
        },
        { ruleId: 'plain', name: 'Plain', severity: 'high' },
      ],
      surfaces: { 'inbox-rules': { state: 'ok' } },
      dataAsOf: '2026-11-22T12:00:00.000Z',
    });
    expect(body.hidingRules).toMatchObject({ total: 1, items: [{ ruleId: 'hide', keywords: ['invoice'] }] });
    expect(body.alerts).toMatchObject({
      total: 2,
      items: [
        { alertId: 'alert-1', severity: 'high', microsoftSeverity: 'high', status: 'new', state: 'open' },
        { alertId: 'small', verdict: 'warn', severity: 'low' },
      ],
    });
    expect(body.riskyUsers).toMatchObject({
      total: 1,
      items: [{ user: 'Person 4', level: 'high', riskState: 'atRisk', verdict: 'fail', state: 'open' }],
    });
  });

  it('shows a user only at the customer of the domain, and tenant items at both customers', async () => {
    const { body } = await read('other');
    expect(body.riskyUsers).toMatchObject({ total: 1, items: [{ user: 'Person 5', severity: 'medium' }] });
    expect(body.forwardingRules).toMatchObject({ total: 0, items: [] });
    expect(body.alerts).toMatchObject({ total: 2 });
  });

  it('has null totals for a missing surface and keeps the other sections', async () => {
    await suite.book.judge(
      1,
      {
        ...attacked,
        'mailbox-settings': [mailbox(1, 'user'), mailbox(2, 'user'), mailbox(4, 'user')],
        'risky-users': [],
      },
      { 'risky-users': needsLicense, 'defender-alerts': needsAccess },
    );
    const { body } = await read('acme');
    expect(body.riskyUsers).toMatchObject({
      total: null,
      items: [],
      surfaces: { 'risky-users': { state: 'needs-license' } },
    });
    expect(body.alerts).toMatchObject({
      total: null,
      items: [],
      surfaces: { 'defender-alerts': { state: 'needs-access' } },
    });
    expect(body.forwardingRules).toMatchObject({ total: 2, mailboxesUnread: 1 });
  });

  it('returns the day of each rule and of the mailbox that was read longest ago', async () => {
    const { 'inbox-rules': rules, ...mailboxes } = mailboxesWith(plain, forwarding, hiding);
    const days = ['2026-11-17', '2026-11-20'];
    const ruleFacts = [...rules, mailboxRules(77, [])].map((visit, at) => ({
      ...visit,
      readOn: days[at] ?? '2026-01-01',
    }));
    await suite.book.judge(1, { ...attacked, ...mailboxes, 'inbox-rules': ruleFacts });
    const { body } = await read('acme');
    const { items, oldestMailboxReadOn } = body.forwardingRules;
    expect(items.map(({ readOn }: { readOn: string }) => readOn)).toEqual(['2026-11-20', '2026-11-20']);
    // The mailbox of a deleted user is not in the rotation.
    expect([oldestMailboxReadOn, body.hidingRules.oldestMailboxReadOn]).toEqual(['2026-11-17', '2026-11-17']);
  });

  it('no longer lists a rule that was removed, and its finding is resolved', async () => {
    await suite.book.judge(1, { ...attacked, ...mailboxesWith(plain) });
    const { body } = await read('acme');
    expect(body.forwardingRules).toMatchObject({ total: 1, items: [{ ruleId: 'plain', state: 'open' }] });
    expect(body.hidingRules).toMatchObject({ total: 0, items: [] });
  });

  suite.testsNoData('threats', {
    forwardingRules: { total: null, items: [], mailboxesUnread: null, oldestMailboxReadOn: null },
    alerts: { total: null },
  });
});
