import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

/**
 * The only dimensions beside `stage`. An MSP, a tenant or a connection is never a dimension, because each value would
 * be billed as a metric of its own.
 */
export interface MetricDimensions {
  readonly surface?: string;
  readonly outcome?: string;
}

export const metricNamespace = 'Vectis';

const emit = (
  name: string,
  unit: (typeof MetricUnit)[keyof typeof MetricUnit],
  value: number,
  dimensions: MetricDimensions,
): void => {
  // STAGE is set on every function by CDK; metrics are the only place that needs it without a contract.
  const metrics = new Metrics({ namespace: metricNamespace, singleMetric: true });
  metrics.clearDefaultDimensions(); // Powertools would add `service`
  metrics.addDimensions({ stage: process.env['STAGE'] ?? 'unknown', ...dimensions });
  metrics.addMetric(name, unit, value);
};

/** Emits a metric at once, as a line in CloudWatch's embedded metric format. */
export const metrics = {
  count(name: string, value = 1, dimensions: MetricDimensions = {}): void {
    emit(name, MetricUnit.Count, value, dimensions);
  },
  milliseconds(name: string, value: number, dimensions: MetricDimensions = {}): void {
    emit(name, MetricUnit.Milliseconds, value, dimensions);
  },
  seconds(name: string, value: number, dimensions: MetricDimensions = {}): void {
    emit(name, MetricUnit.Seconds, value, dimensions);
  },
};
