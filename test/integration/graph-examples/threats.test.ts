import { describe, expect, it } from 'vitest';
import { defenderAlerts } from '#shared/surfaces/defender-alerts/surface.ts';
import { directoryAudits } from '#shared/surfaces/directory-audits/surface.ts';
import { inboxRules } from '#shared/surfaces/inbox-rules/surface.ts';
import { bodiesOf, examplesFolder } from '#test/support/graph-examples.ts';
import { fakeGraphReader, readFacts } from '#test/support/graph-reader.ts';

describe.skipIf(examplesFolder === undefined)('documented answers', () => {
  it('of alerts are parsed, with the device they are about', async () => {
    const [body] = bodiesOf('14-alerts_v2', 'GET', /alerts_v2/);
    const facts = await readFacts(defenderAlerts, fakeGraphReader({ '/security/alerts_v2': body }));
    expect(facts).toMatchObject([
      { severity: 'low', status: 'new', category: 'DefenseEvasion', devices: ['tempdns'], techniques: ['T1564.001'] },
    ]);
  });

  it('of the audit log are parsed, and activities that are not kept are dropped', async () => {
    const bodies = bodiesOf('15-directoryaudits', 'GET', /directoryAudits/);
    expect(bodies).toHaveLength(2);
    for (const body of bodies) {
      expect(await readFacts(directoryAudits, fakeGraphReader({ '/auditLogs/directoryAudits': body }))).toEqual([]);
    }
  });

  it('of inbox rules are parsed: one forwards to a partner, the other only sorts mail', async () => {
    const [body] = bodiesOf('13-messagerules', 'GET', /messageRules$/);
    const graph = fakeGraphReader({ '/users/u/mailFolders/inbox/messageRules': body });
    const rulesFor = (verifiedDomains: readonly string[]) =>
      readFacts(inboxRules, graph, { audience: ['u'], verifiedDomains });
    const outside = ['alexw@contoso.onmicrosoft.com'];
    expect(await rulesFor(['fabrikam.example'])).toMatchObject([{ rules: [{ ruleId: 'AQAAAJ5dZqA=', outside }] }]);
    expect(await rulesFor(['contoso.onmicrosoft.com'])).toMatchObject([{ rules: [] }]);
  });
});
