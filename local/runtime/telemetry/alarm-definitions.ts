import { z } from 'zod';
import { propertiesOf, type Resource, type Resources } from '../assembly/resources.ts';

const Dimensions = z
  .array(z.looseObject({ Name: z.string(), Value: z.string() }))
  .default([])
  .transform((list) => Object.fromEntries(list.map(({ Name, Value }) => [Name, Value])));

const MetricQuery = z.looseObject({
  Id: z.string(),
  Expression: z.string().optional(),
  ReturnData: z.boolean().default(true),
  MetricStat: z
    .looseObject({
      Metric: z.looseObject({ Namespace: z.string(), MetricName: z.string(), Dimensions }),
      Period: z.number(),
      Stat: z.string(),
    })
    .optional(),
});

const AlarmProperties = z.looseObject({
  AlarmDescription: z.string().default(''),
  Namespace: z.string().optional(),
  MetricName: z.string().optional(),
  Dimensions,
  Statistic: z.string().optional(),
  ExtendedStatistic: z.string().optional(),
  Period: z.number().default(300),
  Metrics: z.array(MetricQuery).optional(),
  Threshold: z.number('only a fixed threshold is supported here'),
  ComparisonOperator: z.enum([
    'GreaterThanThreshold',
    'GreaterThanOrEqualToThreshold',
    'LessThanThreshold',
    'LessThanOrEqualToThreshold',
  ]),
  EvaluationPeriods: z.number().int().positive(),
  DatapointsToAlarm: z.number().int().positive().optional(),
  TreatMissingData: z.enum(['breaching', 'notBreaching', 'ignore', 'missing']).default('missing'),
  AlarmActions: z.array(z.string()).default([]),
  OKActions: z.array(z.string()).default([]),
});

export interface MetricSource {
  readonly id: string;
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: string;
}

export interface AlarmDefinition {
  readonly name: string;
  readonly arn: string;
  readonly description: string;
  readonly sources: readonly MetricSource[];
  /** Metric math over the ids of the sources. Without metric math, the id of the only source. */
  readonly expression: string;
  readonly periodSeconds: number;
  readonly threshold: number;
  readonly comparison: z.output<typeof AlarmProperties>['ComparisonOperator'];
  readonly periods: number;
  readonly periodsToAlarm: number;
  readonly missing: z.output<typeof AlarmProperties>['TreatMissingData'];
  readonly alarmActions: readonly string[];
  readonly okActions: readonly string[];
}

type Measured = Pick<AlarmDefinition, 'sources' | 'expression' | 'periodSeconds'>;

const measuredBy = (properties: z.output<typeof AlarmProperties>, resource: Resource): Measured => {
  const { Namespace, MetricName, Metrics, Period, Dimensions: dimensions } = properties;
  if (Namespace !== undefined && MetricName !== undefined) {
    const statistic = properties.Statistic ?? properties.ExtendedStatistic ?? 'Average';
    const source = { id: 'm', namespace: Namespace, name: MetricName, dimensions, statistic };
    return { sources: [source], expression: 'm', periodSeconds: Period };
  }
  const queries = Metrics ?? [];
  const returned = queries.filter(({ ReturnData }) => ReturnData);
  const sources = queries.flatMap(({ Id, MetricStat }): MetricSource[] => {
    if (MetricStat === undefined) return [];
    const { Namespace: namespace, MetricName: name, Dimensions: dimensionsOfQuery } = MetricStat.Metric;
    return [{ id: Id, namespace, name, dimensions: dimensionsOfQuery, statistic: MetricStat.Stat }];
  });
  const [result] = returned;
  if (returned.length !== 1 || result === undefined || sources.length === 0) {
    throw new Error(`${resource.stack}/${resource.logicalId} has no metric, or more than one result, to alarm on`);
  }
  const periodSeconds = queries.find(({ MetricStat }) => MetricStat !== undefined)?.MetricStat?.Period ?? Period;
  return { sources, expression: result.Expression ?? result.Id, periodSeconds };
};

/** Every alarm of the templates. */
export const alarmDefinitions = (resources: Resources): readonly AlarmDefinition[] =>
  resources.ofType('AWS::CloudWatch::Alarm').map((resource) => {
    const properties = propertiesOf(resource, AlarmProperties);
    return {
      name: resource.name,
      arn: resource.arn,
      description: properties.AlarmDescription,
      ...measuredBy(properties, resource),
      threshold: properties.Threshold,
      comparison: properties.ComparisonOperator,
      periods: properties.EvaluationPeriods,
      periodsToAlarm: properties.DatapointsToAlarm ?? properties.EvaluationPeriods,
      missing: properties.TreatMissingData,
      alarmActions: properties.AlarmActions,
      okActions: properties.OKActions,
    };
  });
