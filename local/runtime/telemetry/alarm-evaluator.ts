import type { AlarmDescription } from '../running-assembly.ts';
import type { RuntimeClock } from '../time/runtime-clock.ts';
import type { AlarmDefinition } from './alarm-definitions.ts';
import { parseMetricMath } from './metric-math.ts';
import type { MetricStore } from './metric-store.ts';

export interface AlarmChange {
  readonly definition: AlarmDefinition;
  readonly from: AlarmDescription['state'];
  readonly to: AlarmDescription['state'];
  readonly reason: string;
  readonly at: string;
}

interface EvaluatedAlarm {
  readonly definition: AlarmDefinition;
  readonly value: ReturnType<typeof parseMetricMath>;
  state: AlarmDescription;
}

const stepMilliseconds = 60_000;
/** After a longer move of the clock, only these last minutes are evaluated: older metrics are not kept. */
const longestEvaluationMinutes = 2 * 24 * 60;

const comparisons: Readonly<Record<AlarmDefinition['comparison'], (value: number, threshold: number) => boolean>> = {
  GreaterThanThreshold: (value, threshold) => value > threshold,
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
};

const described = (
  { name, description }: AlarmDefinition,
  state: AlarmDescription['state'],
  reason: string,
  changedAt: string | null,
): AlarmDescription => ({ name, description, state, reason, changedAt });

type Datapoint = 'breaching' | 'notBreaching' | 'missing';

/** Evaluates every alarm once a minute of the runtime's clock, including the minutes of a clock move. */
export class AlarmEvaluator {
  readonly #alarms: readonly EvaluatedAlarm[];
  readonly #metrics: MetricStore;
  readonly #clock: RuntimeClock;
  readonly #onChange: (change: AlarmChange) => void;
  #evaluatedAt: number;
  #cancel: () => void = () => {};

  constructor(
    definitions: readonly AlarmDefinition[],
    metrics: MetricStore,
    clock: RuntimeClock,
    onChange: (change: AlarmChange) => void,
  ) {
    this.#metrics = metrics;
    this.#clock = clock;
    this.#onChange = onChange;
    this.#evaluatedAt = clock.milliseconds();
    this.#alarms = definitions.map((definition) => ({
      definition,
      value: parseMetricMath(
        definition.expression,
        definition.sources.map(({ id }) => id),
      ),
      state: described(definition, 'INSUFFICIENT_DATA', 'not evaluated yet', null),
    }));
    this.#armNext();
  }

  get alarms(): readonly AlarmDescription[] {
    return this.#alarms.map(({ state }) => state);
  }

  /** Evaluates every minute since the last evaluation. */
  evaluateUntilNow(): void {
    const now = this.#clock.milliseconds();
    const from = Math.max(this.#evaluatedAt, now - longestEvaluationMinutes * stepMilliseconds);
    for (let at = from + stepMilliseconds; at < now; at += stepMilliseconds) this.#evaluate(at);
    this.#evaluate(now);
    this.#evaluatedAt = now;
  }

  stop(): void {
    this.#cancel();
  }

  #armNext(): void {
    this.#cancel = this.#clock.callAt(this.#clock.milliseconds() + stepMilliseconds, () => {
      this.evaluateUntilNow();
      this.#armNext();
    });
  }

  #evaluate(at: number): void {
    for (const alarm of this.#alarms) {
      const { definition, state } = alarm;
      const datapoints = Array.from({ length: definition.periods }, (_, back) => this.#datapoint(alarm, at, back));
      const next = decide(definition, datapoints, state.state);
      if (next === state.state) continue;
      const breaching = datapoints.filter((datapoint) => datapoint === 'breaching').length;
      const reason = `${breaching} of the last ${definition.periods} periods of ${definition.periodSeconds} s were ${definition.comparison} ${definition.threshold}`;
      const changedAt = new Date(at).toISOString();
      alarm.state = described(definition, next, reason, changedAt);
      this.#onChange({ definition, from: state.state, to: next, reason, at: changedAt });
    }
  }

  #datapoint({ definition, value }: EvaluatedAlarm, at: number, back: number): Datapoint {
    const period = definition.periodSeconds * 1000;
    const to = at - back * period;
    const measured = Object.fromEntries(
      definition.sources.map((source) => [
        source.id,
        this.#metrics.statisticOver(source, source.statistic, to - period, to + 1),
      ]),
    );
    const result = value(measured);
    if (result === undefined) return 'missing';
    return comparisons[definition.comparison](result, definition.threshold) ? 'breaching' : 'notBreaching';
  }
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html#alarms-and-missing-data */
const decide = (
  definition: AlarmDefinition,
  datapoints: readonly Datapoint[],
  before: AlarmDescription['state'],
): AlarmDescription['state'] => {
  const { missing, periodsToAlarm } = definition;
  const count = (datapoint: Datapoint): number => datapoints.filter((one) => one === datapoint).length;
  if (count('missing') === datapoints.length && missing === 'missing') return 'INSUFFICIENT_DATA';
  if (count('missing') === datapoints.length && missing === 'ignore') return before;
  const breaching = count('breaching') + (missing === 'breaching' ? count('missing') : 0);
  return breaching >= periodsToAlarm ? 'ALARM' : 'OK';
};
