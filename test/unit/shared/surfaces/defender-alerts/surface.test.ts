import { describe, expect, it } from 'vitest';
import { DefenderAlert } from '#shared/surfaces/defender-alerts/schema.ts';
import { defenderAlerts } from '#shared/surfaces/defender-alerts/surface.ts';
import { fakeGraphReader, fixture, readAt, readFacts } from '#test/support/graph-reader.ts';

const answers = fixture('defender-alerts', 'new-in-progress-resolved');
const known = (alertId: string): DefenderAlert =>
  DefenderAlert.parse({
    alertId,
    title: 'Known',
    category: null,
    severity: 'low',
    status: 'new',
    source: null,
    incidentId: null,
    url: null,
    createdAt: '2026-11-01T00:00:00.000Z',
    updatedAt: '2026-11-01T00:00:00.000Z',
    techniques: [],
    users: [],
    mailboxes: [],
    devices: [],
  });
const thisMorning = new Date('2026-11-22T08:30:00.000Z');

describe('Defender alerts', () => {
  it('are the unresolved ones, with the people they are about', async () => {
    const graph = fakeGraphReader(answers);
    const facts = await readFacts(defenderAlerts, graph);
    expect(graph.asked[0]?.query?.['$filter']).toBe("status ne 'resolved'");
    expect(facts).toMatchObject([
      {
        alertId: 'da637551227677560813_-961444813',
        severity: 'high',
        status: 'new',
        createdAt: '2026-11-21T12:19:27.721Z',
        users: [{ userId: 'aaaaaaaa-0000-4000-8000-000000000001', upn: 'jo.birch@contoso.example' }],
        mailboxes: ['jo.birch@contoso.example'],
        devices: [],
      },
      { alertId: 'da3', severity: 'unknown', status: 'inProgress', users: [], devices: ['desk-7.contoso.example'] },
    ]);
  });

  it('are read incrementally within a day: stored ones stay, resolved ones are removed', async () => {
    const graph = fakeGraphReader(answers);
    const previous = { facts: [known('da1'), known('da2'), known('da3')], completeAt: thisMorning };
    const facts = await readFacts(defenderAlerts, graph, { previous });
    expect(graph.asked[0]?.query?.['$filter']).toBe('lastUpdateDateTime ge 2026-11-22T07:30:00Z');
    expect(facts.map((fact) => DefenderAlert.parse(fact).alertId)).toEqual([
      'da1',
      'da637551227677560813_-961444813',
      'da3',
    ]);
    expect(facts).toContainEqual(expect.objectContaining({ alertId: 'da3', severity: 'unknown' }));
  });

  it('are all read on the first read of a day, so that missed changes do not stay', async () => {
    const graph = fakeGraphReader(answers);
    const previous = { facts: [known('gone')], completeAt: new Date(readAt.getTime() - 86_400_000) };
    const facts = await readFacts(defenderAlerts, graph, { previous });
    expect(graph.asked[0]?.query?.['$filter']).toBe("status ne 'resolved'");
    expect(JSON.stringify(facts)).not.toContain('gone');
  });

  it('contain nothing about files, processes or network addresses', async () => {
    expect(JSON.stringify(await readFacts(defenderAlerts, fakeGraphReader(answers)))).not.toContain('192.0.2.1');
  });

  it.each(['id', 'createdDateTime', 'lastUpdateDateTime'])('without %s are malformed', async (field) => {
    const complete = { id: 'x', createdDateTime: '2026-11-01T00:00:00Z', lastUpdateDateTime: '2026-11-01T00:00:00Z' };
    const { [field as 'id']: _, ...broken } = complete;
    const graph = fakeGraphReader({ '/security/alerts_v2': { value: [broken] } });
    await expect(readFacts(defenderAlerts, graph)).rejects.toMatchObject({ code: 'MicrosoftAnswerMalformed' });
  });
});
