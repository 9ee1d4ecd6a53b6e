/** One measurement, before it has a time. */
export interface MetricDatum {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface MetricSink {
  put(datum: MetricDatum): void;
}

/** A metric is its namespace, name and exact set of dimensions; one dimension more is another metric. */
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

/** Measurements by minute, as finely as an alarm may ask. */
export class MetricStore implements MetricSink {
  readonly #now: () => number;
  readonly #points = new Map<string, { readonly at: number; readonly value: number }[]>();
  /** Alarms look back a day at most; what is older is let go. */
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

  /** The statistic over `[from, to)`; undefined when nothing was measured. */
  statisticOver(metric: Omit<MetricDatum, 'value'>, statistic: string, from: number, to: number): number | undefined {
    const values = (this.#points.get(keyOf(metric)) ?? [])
      .filter(({ at }) => at >= from && at < to)
      .map(({ value }) => value);
    if (values.length === 0) return undefined;
    const rank = /^p(\d+(?:\.\d+)?)$/.exec(statistic)?.[1];
    return rank === undefined ? statistics[statistic]?.(values) : percentile(values, Number(rank));
  }

  /** Sum and count of every metric since the start, for a person to look at. */
  totals(): readonly (Omit<MetricDatum, 'value'> & { readonly sum: number; readonly count: number })[] {
    return [...this.#points].map(([key, points]) => {
      const [namespace, name, dimensions] = JSON.parse(key) as [string, string, [string, string][]]; // made by keyOf
      const sum = points.reduce((total, { value }) => total + value, 0);
      return { namespace, name, dimensions: Object.fromEntries(dimensions), sum, count: points.length };
    });
  }
}
