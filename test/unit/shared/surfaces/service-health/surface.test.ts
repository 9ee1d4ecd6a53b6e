import { describe, expect, it } from 'vitest';
import { serviceHealth } from '#shared/surfaces/service-health/surface.ts';
import { fakeGraphReader, fixture, readFacts } from '#test/support/graph-reader.ts';

const answers = fixture('service-health', 'one-incident');
const [issues, overviews] = ['/admin/serviceAnnouncement/issues', '/admin/serviceAnnouncement/healthOverviews'];

describe('service health', () => {
  it('contains the open issues and the status of each service', async () => {
    expect(await readFacts(serviceHealth, fakeGraphReader(answers))).toEqual([
      {
        kind: 'issue',
        issueId: 'EX900001',
        title: 'Some mail is delayed',
        service: 'Exchange Online',
        feature: 'Mail flow',
        classification: 'incident',
        status: 'serviceDegradation',
        impact: 'Mail may arrive late.',
        startedAt: '2026-11-22T05:00:00.000Z',
        updatedAt: '2026-11-22T08:30:00.123Z',
      },
      {
        kind: 'issue',
        issueId: 'TM900002',
        title: 'TM900002',
        service: 'Microsoft Teams',
        feature: null,
        classification: 'unknown',
        status: 'unknown',
        impact: null,
        startedAt: null,
        updatedAt: null,
      },
      { kind: 'service', serviceId: 'Exchange', name: 'Exchange Online', status: 'serviceDegradation' },
      { kind: 'service', serviceId: 'OSDPPlatform', name: 'Microsoft 365 suite', status: 'serviceOperational' },
    ]);
  });

  it('requests unresolved issues only', async () => {
    const graph = fakeGraphReader(answers);
    await readFacts(serviceHealth, graph);
    expect(graph.asked.map(({ query }) => query?.['$filter'])).toEqual(['isResolved eq false', undefined]);
  });

  it.each(['falsePositive', 'postIncidentReviewPublished'])('leaves out an issue that is %s', async (status) => {
    const over = { id: 'EX1', service: 'Exchange Online', classification: 'incident', isResolved: false, status };
    const graph = fakeGraphReader({ ...answers, [issues]: { value: [over] } });
    expect(await readFacts(serviceHealth, graph)).toMatchObject([{ kind: 'service' }, { kind: 'service' }]);
  });

  it.each(['id', 'service', 'classification', 'isResolved'])('rejects a missing %s', async (field) => {
    const complete = { id: 'EX1', service: 'Exchange Online', classification: 'incident', isResolved: false };
    const graph = fakeGraphReader({ ...answers, [issues]: { value: [{ ...complete, [field]: undefined }] } });
    await expect(readFacts(serviceHealth, graph)).rejects.toMatchObject({ details: { field } });
  });

  it('rejects a service without a name', async () => {
    const graph = fakeGraphReader({ ...answers, [overviews]: { value: [{ id: 'Exchange' }] } });
    await expect(readFacts(serviceHealth, graph)).rejects.toMatchObject({ details: { field: 'service' } });
  });
});
