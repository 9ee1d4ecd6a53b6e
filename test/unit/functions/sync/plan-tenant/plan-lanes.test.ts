import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type PlannedRead, planLanes } from '#functions/sync/plan-tenant/plan-lanes.ts';
import { surfaces } from '#shared/surfaces/index.ts';
import { mailboxId } from '#test/support/numbered-tenants.ts';

const readsOf = (...ids: string[]): PlannedRead[] =>
  surfaces
    .filter(({ id, job }) => (ids.length === 0 ? job === 'posture' : ids.includes(id)))
    .map((surface) => ({ surface, target: { surfaceId: surface.id } }));

type Lanes = ReturnType<typeof planLanes>;
const idsIn = ({ reads }: Lanes[number]): string[] => reads.map(({ target }) => target.surfaceId);
const needsOf = (lanes: Lanes, id: string): readonly string[] =>
  lanes.flatMap(({ reads }) => reads).find(({ target }) => target.surfaceId === id)?.needs ?? [];

/** Reads the lanes side by side, each read as soon as what it needs has ended. Returns what is never read. */
const neverRead = (lanes: Lanes, paused: readonly string[] = []): string[] => {
  const queues = lanes.map(({ reads }) => [...reads]);
  const ended = new Set<string>();
  const isReady = ([next]: Lanes[number]['reads']): boolean =>
    next !== undefined && !paused.includes(next.target.surfaceId) && next.needs.every((id) => ended.has(id));
  for (let ready = queues.filter(isReady); ready.length > 0; ready = queues.filter(isReady))
    for (const queue of ready) ended.add(queue.shift()?.target.surfaceId ?? '');
  return queues.flat().map(({ target }) => target.surfaceId);
};

describe('the lanes of a run', () => {
  const all = planLanes(readsOf());

  it('contain every surface once', () => {
    const ids = readsOf().map(({ surface }) => surface.id);
    expect(all.flatMap(idsIn).toSorted()).toEqual(ids.toSorted());
  });

  it('name what each read needs, and licenses where it depends on plans', () => {
    for (const { surface } of readsOf()) {
      expect(needsOf(all, surface.id)).toEqual(expect.arrayContaining([...(surface.after ?? [])]));
      const isPlanBound = surface.accessOptions.some(({ plans }) => plans !== undefined);
      expect(needsOf(all, surface.id).includes('licenses')).toBe(
        isPlanBound || surface.after?.includes('licenses') === true,
      );
    }
  });

  it('never wait for each other, whatever is due', () => {
    expect(neverRead(all)).toEqual([]);
    const ids = readsOf().map(({ surface }) => surface.id);
    fc.assert(
      fc.property(fc.subarray(ids, { minLength: 1 }), (due) => {
        expect(neverRead(planLanes(readsOf(...due)))).toEqual([]);
      }),
    );
  });

  it('go on while another lane is paused, except for what needs its facts', () => {
    expect(neverRead(all, ['usage'])).toEqual(['usage']);
    // Both use the bucket of the security service.
    expect(neverRead(all, ['secure-score']).toSorted()).toEqual(['defender-alerts', 'secure-score']);
    expect(neverRead(all, ['mailbox-settings']).toSorted()).toEqual(
      ['inbox-rules', 'mailbox-settings', 'mfa-registrations', 'per-user-mfa'].toSorted(),
    );
  });

  it('all run at once in the state machine', () => {
    const path = new URL('../../../../../statemachines/tenant-posture/definition.asl.json', import.meta.url);
    const definition = z
      .object({ States: z.object({ ReadTenant: z.object({ MaxConcurrency: z.int() }) }) })
      .parse(JSON.parse(readFileSync(path, 'utf8')));
    expect(all.length).toBeLessThanOrEqual(definition.States.ReadTenant.MaxConcurrency);
  });

  it('contain all reads that share a bucket', () => {
    const domainsOf = (surfaceId: string) =>
      surfaces.flatMap((each) =>
        each.id === surfaceId ? [each.throttleDomain, ...(each.otherThrottleDomains ?? [])] : [],
      );
    const domains = all.map((lane) => [...new Set(idsIn(lane).flatMap(domainsOf))]);
    expect(domains.flat()).toHaveLength(new Set(domains.flat()).size);
  });

  it('merge for a surface that uses both buckets, and stay apart otherwise', () => {
    const [one, other, both, apart] = readsOf('organization', 'secure-score', 'service-health', 'usage');
    if (one === undefined || other === undefined || both === undefined || apart === undefined) throw new Error('four');
    const drawsOnBoth = {
      ...both,
      surface: { ...both.surface, otherThrottleDomains: ['directory', 'security'] as const },
    };
    expect(planLanes([one, other, apart, drawsOnBoth]).map(idsIn).toSorted()).toEqual([
      [one, other, both].map(({ surface }) => surface.id),
      [apart.surface.id],
    ]);
  });

  it('ignore dependencies that are not read', () => {
    const target = { surfaceId: 'mfa-registrations' };
    expect(planLanes(readsOf('mfa-registrations'))).toEqual([{ reads: [{ target, needs: [] }] }]);
  });

  it('are one for each mailbox', () => {
    const planned = surfaces
      .filter(({ job }) => job === 'communications')
      .flatMap((surface) =>
        [1, 2].map((number) => ({ surface, target: { surfaceId: surface.id, mailboxId: mailboxId(number) } })),
      );
    expect(planLanes(planned).map(({ reads }) => reads.map(({ target }) => target.mailboxId))).toEqual([
      [mailboxId(1), mailboxId(1)],
      [mailboxId(2), mailboxId(2)],
    ]);
  });

  it('are none if nothing is read', () => {
    expect(planLanes([])).toEqual([]);
  });

  it('throw for surfaces that depend on each other', () => {
    const [one] = readsOf('organization');
    const [other] = readsOf('domains');
    if (one === undefined || other === undefined) throw new Error('both are surfaces');
    const circle = [
      { ...one, surface: { ...one.surface, after: ['domains'] } },
      { ...other, surface: { ...other.surface, after: ['organization'] } },
    ];
    expect(() => planLanes(circle)).toThrow('depend on each other');
  });
});
