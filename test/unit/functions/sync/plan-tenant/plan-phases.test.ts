import { describe, expect, it } from 'vitest';
import { type PlannedRead, planPhases } from '#functions/sync/plan-tenant/plan-phases.ts';
import { surfaces } from '#shared/surfaces/index.ts';
import { mailboxId } from '#test/support/numbered-tenants.ts';

const readsOf = (...ids: string[]): PlannedRead[] =>
  surfaces
    .filter(({ id, job }) => (ids.length === 0 ? job === 'posture' : ids.includes(id)))
    .map((surface) => ({ surface, target: { surfaceId: surface.id } }));

const phaseOf = (phases: ReturnType<typeof planPhases>, id: string): number =>
  phases.findIndex(({ lanes }) => lanes.some((lane) => lane.surfaces.some(({ surfaceId }) => surfaceId === id)));

describe('the order of a run', () => {
  const all = planPhases(readsOf());

  it('contains every surface once', () => {
    const planned = all.flatMap(({ lanes }) =>
      lanes.flatMap((lane) => lane.surfaces.map(({ surfaceId }) => surfaceId)),
    );
    expect(planned.toSorted()).toEqual(
      readsOf()
        .map(({ surface }) => surface.id)
        .toSorted(),
    );
  });

  it('reads dependencies first, and licenses before surfaces that depend on plans', () => {
    for (const { surface } of readsOf()) {
      for (const before of surface.after ?? []) expect(phaseOf(all, before)).toBeLessThan(phaseOf(all, surface.id));
      const isPlanBound = surface.accessOptions.some(({ plans }) => plans !== undefined);
      if (isPlanBound) expect(phaseOf(all, 'licenses')).toBeLessThan(phaseOf(all, surface.id));
    }
  });

  it('puts reads that share a bucket into one lane', () => {
    const domainsOf = (surfaceId: string) =>
      surfaces.flatMap((each) =>
        each.id === surfaceId ? [each.throttleDomain, ...(each.otherThrottleDomains ?? [])] : [],
      );
    for (const { lanes } of all) {
      const domains = lanes.map((lane) => [...new Set(lane.surfaces.flatMap(({ surfaceId }) => domainsOf(surfaceId)))]);
      expect(domains.flat()).toHaveLength(new Set(domains.flat()).size);
    }
  });

  it('merges two lanes for a surface that uses both buckets, and keeps unrelated lanes apart', () => {
    const [one, other, both, apart] = readsOf('organization', 'secure-score', 'service-health', 'usage');
    if (one === undefined || other === undefined || both === undefined || apart === undefined) throw new Error('four');
    const drawsOnBoth = {
      ...both,
      surface: { ...both.surface, otherThrottleDomains: ['directory', 'security'] as const },
    };
    const [phase] = planPhases([one, other, apart, drawsOnBoth]);
    expect(phase?.lanes.map((lane) => lane.surfaces.map(({ surfaceId }) => surfaceId)).toSorted()).toEqual([
      [one, other, both].map(({ surface }) => surface.id),
      [apart.surface.id],
    ]);
  });

  it('ignores dependencies that are not read', () => {
    expect(planPhases(readsOf('mfa-registrations'))).toEqual([
      { lanes: [{ surfaces: [{ surfaceId: 'mfa-registrations' }] }] },
    ]);
  });

  it('gives each mailbox its own lane', () => {
    const planned = surfaces
      .filter(({ job }) => job === 'communications')
      .flatMap((surface) =>
        [1, 2].map((number) => ({ surface, target: { surfaceId: surface.id, mailboxId: mailboxId(number) } })),
      );
    const [phase, ...others] = planPhases(planned);
    expect(others).toEqual([]);
    expect(phase?.lanes.map((lane) => lane.surfaces.map((each) => each.mailboxId))).toEqual([
      [mailboxId(1), mailboxId(1)],
      [mailboxId(2), mailboxId(2)],
    ]);
  });

  it('is empty if nothing is read', () => {
    expect(planPhases([])).toEqual([]);
  });

  it('throws for surfaces that depend on each other', () => {
    const [one] = readsOf('organization');
    const [other] = readsOf('domains');
    if (one === undefined || other === undefined) throw new Error('both are surfaces');
    const circle = [
      { ...one, surface: { ...one.surface, after: ['domains'] } },
      { ...other, surface: { ...other.surface, after: ['organization'] } },
    ];
    expect(() => planPhases(circle)).toThrow('depend on each other');
  });
});
