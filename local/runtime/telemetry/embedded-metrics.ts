import { z } from 'zod';
import type { MetricDatum } from './metric-store.ts';

/**
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
const EmbeddedMetrics = z.looseObject({
  _aws: z.looseObject({
    CloudWatchMetrics: z.array(
      z.looseObject({
        Namespace: z.string(),
        Dimensions: z.array(z.array(z.string())),
        Metrics: z.array(z.looseObject({ Name: z.string() })),
      }),
    ),
  }),
});

const parse = (line: string): z.output<typeof EmbeddedMetrics> | undefined => {
  if (!line.startsWith('{') || !line.includes('"CloudWatchMetrics"')) return undefined;
  try {
    return EmbeddedMetrics.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined; // A line that is not JSON is an ordinary log line.
  }
};

/** The metrics in one line of output; none when the line is plain text. Each set of dimensions is a separate metric. */
export const readEmbeddedMetrics = (line: string): readonly MetricDatum[] => {
  const found = parse(line);
  if (found === undefined) return [];
  return found._aws.CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) =>
    (Dimensions.length === 0 ? [[]] : Dimensions).flatMap((set) =>
      Metrics.flatMap(({ Name }) => {
        const raw = found[Name];
        const values = Array.isArray(raw) ? raw : [raw];
        const dimensions = Object.fromEntries(set.map((dimension) => [dimension, String(found[dimension])]));
        return values
          .filter((value): value is number => typeof value === 'number')
          .map((value) => ({ namespace: Namespace, name: Name, dimensions, value }));
      }),
    ),
  );
};
