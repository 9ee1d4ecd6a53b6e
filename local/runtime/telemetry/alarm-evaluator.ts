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

interface Watched {
  readonly definition: AlarmDefinition;
  readonly value: ReturnType<typeof parseMetricMath>;
  state: AlarmDescription;
}

const stepMilliseconds = 60_000;
/** A longer jump is looked at from so many minutes before its end: metrics older than that are kept by nobody. */
const longestLookBackMinutes = 2 * 24 * 60;

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

type Verdict = 'bad' | 'good' | 'missing';

/** Looks at every alarm once a minute of the runtime's clock, jumped-over minutes included. */
export class AlarmEvaluator {
  readonly #watched: readonly Watched[];
  readonly #metrics: MetricStore;
  readonly #clock: RuntimeClock;
  readonly #onChange: (change: AlarmChange) => void;
  #lookedAt: number;
  #drop: () => void = () => {};

  constructor(
    definitions: readonly AlarmDefinition[],
    metrics: MetricStore,
    clock: RuntimeClock,
    onChange: (change: AlarmChange) => void,
  ) {
    this.#metrics = metrics;
    this.#clock = clock;
    this.#onChange = onChange;
    this.#lookedAt = clock.milliseconds();
    this.#watched = definitions.map((definition) => ({
      definition,
      value: parseMetricMath(
        definition.expression,
        definition.sources.map(({ id }) => id),
      ),
      state: described(definition, 'INSUFFICIENT_DATA', 'not looked at yet', null),
    }));
    this.#armNext();
  }

  get alarms(): readonly AlarmDescription[] {
    return this.#watched.map(({ state }) => state);
  }

  /** Looks at every minute up to now that was not looked at yet. */
  evaluateUntilNow(): void {
    const now = this.#clock.milliseconds();
    const from = Math.max(this.#lookedAt, now - longestLookBackMinutes * stepMilliseconds);
    for (let at = from + stepMilliseconds; at < now; at += stepMilliseconds) this.#look(at);
    this.#look(now);
    this.#lookedAt = now;
  }

  stop(): void {
    this.#drop();
  }

  #armNext(): void {
    this.#drop = this.#clock.callAt(this.#clock.milliseconds() + stepMilliseconds, () => {
      this.evaluateUntilNow();
      this.#armNext();
    });
  }

  #look(at: number): void {
    for (const watched of this.#watched) {
      const { definition, state } = watched;
      const verdicts = Array.from({ length: definition.periods }, (_, back) => this.#verdict(watched, at, back));
      const next = decide(definition, verdicts, state.state);
      if (next === state.state) continue;
      const bad = verdicts.filter((verdict) => verdict === 'bad').length;
      const reason = `${bad} of the last ${definition.periods} periods of ${definition.periodSeconds} s were ${definition.comparison} ${definition.threshold}`;
      const changedAt = new Date(at).toISOString();
      watched.state = described(definition, next, reason, changedAt);
      this.#onChange({ definition, from: state.state, to: next, reason, at: changedAt });
    }
  }

  #verdict({ definition, value }: Watched, at: number, back: number): Verdict {
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
    return comparisons[definition.comparison](result, definition.threshold) ? 'bad' : 'good';
  }
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html#alarms-and-missing-data */
const decide = (
  definition: AlarmDefinition,
  verdicts: readonly Verdict[],
  before: AlarmDescription['state'],
): AlarmDescription['state'] => {
  const { missing, periodsToAlarm } = definition;
  const count = (verdict: Verdict): number => verdicts.filter((one) => one === verdict).length;
  if (count('missing') === verdicts.length && missing === 'missing') return 'INSUFFICIENT_DATA';
  if (count('missing') === verdicts.length && missing === 'ignore') return before;
  const bad = count('bad') + (missing === 'breaching' ? count('missing') : 0);
  return bad >= periodsToAlarm ? 'ALARM' : 'OK';
};
