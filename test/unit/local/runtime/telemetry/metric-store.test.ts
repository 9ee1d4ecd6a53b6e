import { describe, expect, it } from 'vitest';
import { MetricStore } from '#local/runtime/telemetry/metric-store.ts';

const metric = { namespace: 'Things', name: 'Latency', dimensions: {} };
const minute = 60_000;

/** A store that received the values 1 to `count` in each of some minutes. */
const filled = (minutes: number, count: number) => {
  let now = 0;
  const store = new MetricStore(() => now);
  for (let at = 0; at < minutes; at += 1) {
    for (let value = 1; value <= count; value += 1) {
      now = at * minute + value;
      store.put({ ...metric, value });
    }
  }
  return store;
};

describe('a metric with many measurements', () => {
  const store = filled(60, 1_000);
  const over = (statistic: string): number | undefined => store.statisticOver(metric, statistic, 0, 30 * minute);

  it('keeps one point for each of its older minutes', () => {
    expect(store.size).toBeLessThan(1_200);
  });

  it('keeps sum, count, average and extremes of older minutes', () => {
    expect(over('SampleCount')).toBe(30_000);
    expect(over('Sum')).toBe((30 * 1_000 * 1_001) / 2);
    expect(over('Average')).toBe(500.5);
    expect([over('Minimum'), over('Maximum')]).toEqual([1, 1_000]);
  });

  it('keeps the percentiles of older minutes within a twentieth', () => {
    expect(over('p95')).toBeGreaterThan(900);
    expect(over('p95')).toBeLessThanOrEqual(1_000);
  });

  it('takes no more memory in a busier minute', () => {
    expect(filled(2, 20_000).size).toBeLessThan(1_200);
  });
});

describe('a metric with few measurements', () => {
  it('keeps each with its instant', () => {
    const store = filled(1, 100);
    expect(store.statisticOver(metric, 'Sum', 10, 12)).toBe(10 + 11);
  });
});
