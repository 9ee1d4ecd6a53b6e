import { describe, expect, it } from 'vitest';
import { leftOutTally } from '#shared/collecting/left-out-tally.ts';
import { usage } from '#shared/surfaces/usage/surface.ts';
import { fakeGraphReader, fixture, readFacts } from '#test/support/graph-reader.ts';

const answers = fixture('usage', 'four-reports');
const active = "/reports/getOffice365ActiveUserDetail(period='D180')";
const nothing = { exchangeOn: null, oneDriveOn: null, sharePointOn: null, teamsOn: null, vivaEngageOn: null };

describe('usage', () => {
  it('is joined from four reports, by user', async () => {
    const graph = fakeGraphReader(answers);
    expect(await readFacts(usage, graph)).toEqual([
      { kind: 'report', isConcealed: false, refreshedOn: '2026-11-20', unnamedRows: 0 },
      {
        kind: 'user',
        upn: 'jo.birch@contoso.example',
        isInOverview: true,
        exchangeOn: '2026-11-19',
        oneDriveOn: '2026-11-17',
        sharePointOn: '2026-11-02',
        teamsOn: '2026-11-19',
        vivaEngageOn: null,
        apps: { lastOn: '2026-11-19', desktop: true, mobile: true, web: false },
        mailboxBytes: 10_414_748_704,
        hasArchive: true,
        recoverableQuotaBytes: 107_374_182_400,
        oneDriveBytes: 12_190_375,
      },
      {
        ...{ kind: 'user', upn: 'quiet@contoso.example', isInOverview: true, ...nothing },
        apps: { lastOn: null, desktop: false, mobile: false, web: true },
        ...{ mailboxBytes: null, hasArchive: null, recoverableQuotaBytes: null, oneDriveBytes: null },
      },
      {
        ...{ kind: 'user', upn: 'info@contoso.example', isInOverview: false, ...nothing, apps: null },
        ...{
          mailboxBytes: 53_687_091_201,
          hasArchive: false,
          recoverableQuotaBytes: 32_212_254_720,
          oneDriveBytes: null,
        },
      },
    ]);
    expect(graph.asked).toHaveLength(4);
  });

  it.each(['(Unknown)', ''])(
    'counts rows of the overview with the name "%s", which may be of any user',
    async (name) => {
      const unnamed = String(answers[active]).replace('quiet@contoso.example', name);
      const facts = await readFacts(usage, fakeGraphReader({ ...answers, [active]: unnamed }));
      expect(facts[0]).toEqual({ kind: 'report', isConcealed: false, refreshedOn: '2026-11-20', unnamedRows: 1 });
      expect(facts).not.toContainEqual(expect.objectContaining({ upn: name.toLowerCase() }));
    },
  );

  it('has no quota where an older report lacks the column', async () => {
    const mailboxes = "/reports/getMailboxUsageDetail(period='D180')";
    const older = String(answers[mailboxes]).replace('Deleted Item Quota (Byte)', 'Something Else');
    const facts = await readFacts(usage, fakeGraphReader({ ...answers, [mailboxes]: older }));
    expect(facts[1]).toMatchObject({ upn: 'jo.birch@contoso.example', recoverableQuotaBytes: null });
  });

  it('reports concealed names, and joins nothing then', async () => {
    const concealed = String(answers[active]).replace('Jo.Birch@contoso.example', 'F8A9BC00112233445566778899AABBCC');
    const graph = fakeGraphReader({ ...answers, [active]: concealed });
    expect(await readFacts(usage, graph)).toEqual([
      { kind: 'report', isConcealed: true, refreshedOn: '2026-11-20', unnamedRows: 0 },
    ]);
    expect(graph.asked).toHaveLength(1);
  });

  it('stops at a column that is not there', async () => {
    const broken = String(answers[active]).replace('Teams Last Activity Date', 'Teams');
    const graph = fakeGraphReader({ ...answers, [active]: broken });
    await expect(readFacts(usage, graph)).rejects.toMatchObject({ code: 'MicrosoftAnswerMalformed' });
  });

  it('leaves out a row with a day that is none, and counts it', async () => {
    const leftOut = leftOutTally();
    const broken = String(answers[active]).replace('2026-11-18', 'yesterday');
    expect(await readFacts(usage, fakeGraphReader({ ...answers, [active]: broken }), { leftOut })).not.toEqual([]);
    expect(leftOut.counts()).toEqual({ objects: 0, records: 1 });
  });
});
