/** One measurement without its time. */
export interface MetricDatum {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface MetricSink {
  put(datum: MetricDatum): void;
}

/** A metric is identified by namespace, name and the exact set of dimensions. */
const keyOf = ({ namespace, name, dimensions }: Omit<MetricDatum, 'value'>): string =>
  JSON.stringify([namespace, name, Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1))]);

/** Measurements of one metric that are kept one by one. Older ones are kept as one point a minute. */
const exactPoints = 500;
const minuteMilliseconds = 60_000;

/** One measurement, or all of a minute: then its values are the lowest, the highest and the averages between. */
interface Point {
  readonly at: number;
  readonly values: readonly number[];
  readonly count: number;
  readonly sum: number;
}

/** A minute is stored by this many values, enough for a percentile in steps of five. */
const valuesOfMinute = 20;

const minuteOf = (points: readonly Point[]): Point => {
  const values = points.flatMap((point) => point.values).sort((a, b) => a - b);
  const step = Math.max(1, (values.length - 1) / (valuesOfMinute - 1));
  const kept = Math.min(values.length, valuesOfMinute);
  return {
    at: points[0]?.at ?? 0,
    values: Array.from({ length: kept }, (_, index) => values[Math.round(index * step)] ?? 0),
    count: points.reduce((sum, { count }) => sum + count, 0),
    sum: points.reduce((sum, point) => sum + point.sum, 0),
  };
};

/** Merges the older half of the points, so that a busy metric takes no more memory than its minutes. */
const compact = (points: readonly Point[]): Point[] => {
  const older = points.slice(0, -exactPoints / 2);
  const minutes = Object.groupBy(older, ({ at }) => Math.floor(at / minuteMilliseconds));
  return [...Object.values(minutes).map((list) => minuteOf(list ?? [])), ...points.slice(-exactPoints / 2)];
};

const percentile = (values: readonly number[], rank: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil((rank / 100) * sorted.length) - 1))] ?? 0;
};

const sumOf = (points: readonly Point[]): number => points.reduce((sum, point) => sum + point.sum, 0);
const countOf = (points: readonly Point[]): number => points.reduce((sum, { count }) => sum + count, 0);
const extreme = (points: readonly Point[], pick: (one: number, other: number) => number): number =>
  points.flatMap(({ values }) => values).reduce((one, other) => pick(one, other));

const statistics: Readonly<Record<string, (points: readonly Point[]) => number>> = {
  Sum: sumOf,
  Average: (points) => sumOf(points) / countOf(points),
  Minimum: (points) => extreme(points, Math.min),
  Maximum: (points) => extreme(points, Math.max),
  SampleCount: countOf,
};

/** Measurements of the last day, for alarms and for people. */
export class MetricStore implements MetricSink {
  readonly #now: () => number;
  readonly #points = new Map<string, Point[]>();
  readonly #compactAt = new Map<string, number>();
  /** Alarms evaluate one day at most. Older measurements are dropped. */
  readonly #keptMilliseconds = 25 * 3_600_000;

  constructor(now: () => number) {
    this.#now = now;
  }

  put(datum: MetricDatum): void {
    const key = keyOf(datum);
    const points = this.#points.get(key) ?? [];
    points.push({ at: this.#now(), values: [datum.value], count: 1, sum: datum.value });
    if (points.length < (this.#compactAt.get(key) ?? exactPoints)) return void this.#points.set(key, points);
    const kept = compact(points.filter(({ at }) => at >= this.#now() - this.#keptMilliseconds));
    this.#points.set(key, kept);
    this.#compactAt.set(key, kept.length + exactPoints / 2);
  }

  /** How many points are held in memory. */
  get size(): number {
    return [...this.#points.values()].reduce((sum, { length }) => sum + length, 0);
  }

  /** The statistic over `[from, to)`; undefined without measurements. */
  statisticOver(metric: Omit<MetricDatum, 'value'>, statistic: string, from: number, to: number): number | undefined {
    const points = (this.#points.get(keyOf(metric)) ?? []).filter(({ at }) => at >= from && at < to);
    if (points.length === 0) return undefined;
    const rank = /^p(\d+(?:\.\d+)?)$/.exec(statistic)?.[1];
    if (rank === undefined) return statistics[statistic]?.(points);
    const values = points.flatMap((point) => point.values);
    return percentile(values, Number(rank));
  }

  /** Sum and count of every metric, for people. */
  totals(): readonly (Omit<MetricDatum, 'value'> & { readonly sum: number; readonly count: number })[] {
    return [...this.#points].map(([key, points]) => {
      const [namespace, name, dimensions] = JSON.parse(key) as [string, string, [string, string][]]; // made by keyOf
      return {
        namespace,
        name,
        dimensions: Object.fromEntries(dimensions),
        sum: sumOf(points),
        count: countOf(points),
      };
    });
  }
}
