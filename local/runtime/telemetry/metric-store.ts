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

const percentile = (values: readonly number[], rank: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil((rank / 100) * sorted.length) - 1))] ?? 0;
};

const statistics: Readonly<Record<string, (values: readonly number[]) => number>> = {
  Sum: (values) => values.reduce((sum, value) => sum + value, 0),
  Average: (values) => values.reduce((sum, value) => sum + value, 0) / values.length,
  Minimum: (values) => Math.min(...values),
  Maximum: (values) => Math.max(...values),
  SampleCount: (values) => values.length,
};

/** Measurements of the last two days, for alarms and for people. */
export class MetricStore implements MetricSink {
  readonly #now: () => number;
  readonly #points = new Map<string, { readonly at: number; readonly value: number }[]>();
  /** Alarms evaluate one day at most. Older measurements are dropped. */
  readonly #keptMilliseconds = 2 * 86_400_000;

  constructor(now: () => number) {
    this.#now = now;
  }

  put(datum: MetricDatum): void {
    const key = keyOf(datum);
    const points = this.#points.get(key) ?? [];
    points.push({ at: this.#now(), value: datum.value });
    while ((points[0]?.at ?? Number.POSITIVE_INFINITY) < this.#now() - this.#keptMilliseconds) points.shift();
    this.#points.set(key, points);
  }

  /** The statistic over `[from, to)`; undefined without measurements. */
  statisticOver(metric: Omit<MetricDatum, 'value'>, statistic: string, from: number, to: number): number | undefined {
    const values = (this.#points.get(keyOf(metric)) ?? [])
      .filter(({ at }) => at >= from && at < to)
      .map(({ value }) => value);
    if (values.length === 0) return undefined;
    const rank = /^p(\d+(?:\.\d+)?)$/.exec(statistic)?.[1];
    return rank === undefined ? statistics[statistic]?.(values) : percentile(values, Number(rank));
  }

  /** Sum and count of every metric, for people. */
  totals(): readonly (Omit<MetricDatum, 'value'> & { readonly sum: number; readonly count: number })[] {
    return [...this.#points].map(([key, points]) => {
      const [namespace, name, dimensions] = JSON.parse(key) as [string, string, [string, string][]]; // made by keyOf
      const sum = points.reduce((total, { value }) => total + value, 0);
      return { namespace, name, dimensions: Object.fromEntries(dimensions), sum, count: points.length };
    });
  }
}
