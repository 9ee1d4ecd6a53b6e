import { isDeepStrictEqual } from 'node:util';
import { planLanes } from '#functions/sync/plan-tenant/plan-lanes.ts';
import { demoBook } from '#local/demo/book/index.ts';
import { type Random, random } from '#local/microsoft/random.ts';
import type { SimulatedMicrosoft } from '#local/microsoft/start-microsoft.ts';
import type { SimulatedTenant } from '#local/microsoft/tenant.ts';
import { findings } from '#shared/findings/index.ts';
import { type FindingOutcome, judgeTenant } from '#shared/judging/judge.ts';
import { leftOutOf } from '#shared/posture/partial-surfaces.ts';
import type { AnySurface } from '#shared/surfaces/define-surface.ts';
import { surfaceOf, surfaces } from '#shared/surfaces/index.ts';
import { startTestMicrosoft, testNow } from '#test/support/simulated-microsoft.ts';
import type { Planting } from './planted-answers.ts';
import {
  type Places,
  postureOf,
  type Snapshots,
  type SurfaceSnapshot,
  type TenantReader,
  tenantReader,
} from './tenant-reader.ts';

/** A tenant as it is read without anything planted, and where something can be planted. */
export interface Baseline {
  readonly tenant: SimulatedTenant;
  readonly reader: TenantReader;
  readonly snapshots: Snapshots;
  readonly outcomes: readonly FindingOutcome[];
  readonly places: ReadonlyMap<string, Places>;
}

/** Surfaces in an order in which each comes after those whose facts it needs. */
const inOrder = (): readonly AnySurface[] => {
  const reads = surfaces.map((surface) => ({ surface, target: { surfaceId: surface.id } }));
  const pending = planLanes(reads).flatMap((lane) => lane.reads);
  const ordered: AnySurface[] = [];
  while (pending.length > 0) {
    const next = pending.findIndex(({ needs }) => needs.every((id) => ordered.some((each) => each.id === id)));
    const [read] = pending.splice(next, 1);
    const surface = surfaceOf(read?.target.surfaceId ?? '');
    if (surface !== undefined) ordered.push(surface);
  }
  return ordered;
};

export const readBaseline = async (microsoft: SimulatedMicrosoft, tenant: SimulatedTenant): Promise<Baseline> => {
  const reader = tenantReader(microsoft, tenant);
  const snapshots = new Map<string, SurfaceSnapshot>();
  const places = new Map<string, Places>();
  for (const surface of inOrder()) {
    const snapshot = await reader.read(surface, snapshots);
    if (snapshot === undefined) continue;
    snapshots.set(surface.id, snapshot);
    const { lists, objects } = reader.places();
    if (snapshot.state.state === 'ok' && lists.length + objects.length > 0) places.set(surface.id, { lists, objects });
  }
  const outcomes = judgeTenant(postureOf(tenant, snapshots), findings);
  return { tenant, reader, snapshots, outcomes, places };
};

/** Draws a place, every surface as often as any other, and what is planted there. */
export const drawPlanting = (draw: Random, { places }: Baseline): { surfaceId: string; planting: Planting } => {
  const [surfaceId, { lists, objects }] = draw.pick([...places]);
  const kinds = [
    ...(lists.length > 0 ? (['odd-record', 'odd-field'] as const) : []),
    ...(objects.length > 0 ? (['broken-object'] as const) : []),
  ];
  const kind = draw.pick(kinds);
  if (kind === 'broken-object') return { surfaceId, planting: { kind, path: draw.pick(objects) } };
  const at = draw.between(0, lists.length - 1);
  const entry = draw.between(0, Math.max(0, (lists[at]?.entries.length ?? 1) - 1));
  return { surfaceId, planting: { kind, list: at, entry, field: draw.between(0, 50) } };
};

const isFine = ({ verdict }: FindingOutcome): boolean => verdict === 'pass' || verdict === 'not-applicable';
const isConclusive = ({ judgments }: FindingOutcome): boolean => judgments.some((each) => each.isConclusive === true);

/** What is wrong with the verdicts after a planting. */
const wrongVerdicts = (baseline: Baseline, surfaceId: string, after: Snapshots): string[] => {
  const posture = postureOf(baseline.tenant, after);
  const leftOut = leftOutOf(posture, surfaceId) !== undefined;
  return judgeTenant(posture, findings).flatMap((outcome, at) => {
    const { finding, verdict } = outcome;
    const before = baseline.outcomes[at];
    if (before === undefined || !isFine(outcome) || isConclusive(outcome)) return [];
    if (!isFine(before)) return [`${finding.id} was ${before.verdict} and is ${verdict}`];
    const reads = [...finding.requires, ...(finding.consults ?? [])].includes(surfaceId);
    const isGated = verdict === 'not-applicable' && finding.plans?.every((plan) => !posture.plans.has(plan)) === true;
    return leftOut && reads && !isGated
      ? [`${finding.id} is ${verdict} over ${surfaceId}, of which something is missing`]
      : [];
  });
};

/** Of these surfaces each record of a list, or each object, is one fact. */
const oneFactPerRecord: ReadonlySet<string> = new Set([
  'defender-alerts',
  'directory-audits',
  'domains',
  'events',
  'inbox-rules',
  'licenses',
  'mailbox-settings',
  'messages',
  'mfa-registrations',
  'per-user-mfa',
  'risky-users',
  'service-health',
  'users',
]);

/** What is wrong with the facts after a planting: a fact that is new, or more lost than what was planted into. */
const wrongFacts = (surface: AnySurface, before: SurfaceSnapshot, after: SurfaceSnapshot): string[] => {
  const known = new Map(before.facts.map((fact) => [surface.identify(fact), fact]));
  const invented = after.facts.filter((fact) => !known.has(surface.identify(fact)));
  const lost = before.facts.length - after.facts.length;
  const isTooMuch = oneFactPerRecord.has(surface.id) ? lost > 1 : lost > 0 && after.facts.length === 0;
  return [
    ...(invented.length > 0 ? [`${invented.length} facts of ${surface.id} are new`] : []),
    ...(isTooMuch ? [`${after.facts.length} of ${before.facts.length} facts of ${surface.id} are left`] : []),
  ];
};

/** Whether the planting leaves nothing of the surface: the only entry of a list, or a part of the only mailbox. */
const isAllOfIt = (surface: AnySurface, planting: Planting, { lists, objects }: Places): boolean => {
  if (planting.kind !== 'broken-object') return lists[planting.list]?.entries.length === 1;
  return objects.length === 1 || surface.audience === 'technician-mailboxes';
};

export interface PlantingResult {
  readonly effect: 'nothing' | 'partial' | 'malformed';
  readonly problems: readonly string[];
}

/** Plants once, reads the surface again, judges the tenant and compares. */
export const plantOnce = async (baseline: Baseline, surfaceId: string, planting: Planting): Promise<PlantingResult> => {
  const surface = surfaceOf(surfaceId);
  const before = baseline.snapshots.get(surfaceId);
  const places = baseline.places.get(surfaceId);
  if (surface === undefined || before === undefined || places === undefined)
    throw new Error(`${surfaceId} was not read`);
  const after = await baseline.reader.read(surface, baseline.snapshots, planting);
  if (after === undefined) throw new Error(`${surfaceId} lost its access`);
  if (baseline.reader.planted() === 0) throw new Error(`nothing was planted into ${surfaceId}`);
  const snapshots = new Map([...baseline.snapshots, [surfaceId, after]]);
  const verdicts = wrongVerdicts(baseline, surfaceId, snapshots);
  const { state } = after.state;
  if (state === 'failed') {
    const failed = isAllOfIt(surface, planting, places) ? [] : [`${surfaceId} failed by ${after.state.code}`];
    return { effect: 'malformed', problems: [...verdicts, ...failed] };
  }
  const facts = wrongFacts(surface, before, after);
  if (state === 'partial') return { effect: 'partial', problems: [...verdicts, ...facts] };
  const isSame = isDeepStrictEqual(before.facts, after.facts) || planting.kind === 'odd-field';
  return {
    effect: 'nothing',
    problems: [...verdicts, ...facts, ...(isSame ? [] : [`facts of ${surfaceId} differ, and it is ok`])],
  };
};

/** The secret of one customer of the demo has expired. */
const hasValidSecret = ({ applications }: SimulatedTenant): boolean =>
  applications[0]?.secrets[0] !== undefined && new Date(applications[0].secrets[0].endsAt) > testNow;

export interface FuzzReport {
  readonly plantings: number;
  readonly effects: Readonly<Record<PlantingResult['effect'], number>>;
  readonly bySurface: ReadonlyMap<string, number>;
  readonly lists: number;
  readonly failures: readonly string[];
}

/** Plants `count` times into the demo tenants. Every failure names the seed that repeats it. */
export const fuzzReading = async (seed: number, count: number, tenantCount = 12): Promise<FuzzReport> => {
  const tenants = demoBook(testNow)
    .map(({ tenant }) => ({ ...tenant, faults: [] }))
    .filter(hasValidSecret)
    .slice(-tenantCount);
  const microsoft = await startTestMicrosoft(tenants, { enforceLimits: false });
  try {
    const baselines: Baseline[] = [];
    for (const tenant of tenants) baselines.push(await readBaseline(microsoft, tenant));
    const effects = { nothing: 0, partial: 0, malformed: 0 };
    const bySurface = new Map<string, number>();
    const failures: string[] = [];
    for (let at = 0; at < count; at += 1) {
      const draw = random(seed + at);
      const baseline = draw.pick(baselines);
      const drawn = drawPlanting(draw, baseline);
      const { effect, problems } = await plantOnce(baseline, drawn.surfaceId, drawn.planting);
      effects[effect] += 1;
      bySurface.set(drawn.surfaceId, (bySurface.get(drawn.surfaceId) ?? 0) + 1);
      for (const problem of problems)
        failures.push(`seed ${seed + at}, ${baseline.tenant.displayName}, ${JSON.stringify(drawn)}: ${problem}`);
    }
    const lists = baselines.flatMap(({ places }) => [...places.values()].flatMap((each) => each.lists)).length;
    const plantings = effects.nothing + effects.partial + effects.malformed;
    return { plantings, effects, bySurface, lists, failures };
  } finally {
    await microsoft.stop();
  }
};
