import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { metrics } from '#shared/telemetry/metric-emitter.ts';

describe('metrics', () => {
  const printed: string[] = [];
  beforeEach(() => {
    printed.length = 0;
    vi.stubEnv('STAGE', 'test');
    // Unit tests share loaded modules, and another test file may have silenced the logs.
    vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false');
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });

  it('are lines of the embedded metric format with only stage, surface and outcome as dimensions', () => {
    metrics.count('surfaceReads', 3, { surface: 'users', outcome: 'done' });
    expect(printed).toHaveLength(1);
    const line = JSON.parse(printed[0] ?? '');
    expect(line).toMatchObject({ stage: 'test', surface: 'users', outcome: 'done', surfaceReads: 3 });
    expect(line._aws.CloudWatchMetrics).toEqual([
      {
        Namespace: 'Vectis',
        Dimensions: [['stage', 'surface', 'outcome']],
        Metrics: [{ Name: 'surfaceReads', Unit: 'Count' }],
      },
    ]);
  });

  it('contain their unit', () => {
    metrics.seconds('runSeconds', 1.5);
    metrics.milliseconds('apiDurationMilliseconds', 7);
    const units = printed.map((line) => JSON.parse(line)._aws.CloudWatchMetrics[0].Metrics[0].Unit);
    expect(units).toEqual(['Seconds', 'Milliseconds']);
  });
});
