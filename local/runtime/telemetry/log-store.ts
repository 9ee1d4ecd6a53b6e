import type { FailureShape } from '../functions/worker-messages.ts';
import { readEmbeddedMetrics } from './embedded-metrics.ts';
import type { MetricSink } from './metric-store.ts';

export interface LogLine {
  readonly at: string;
  readonly functionName: string;
  readonly requestId: string | undefined;
  readonly text: string;
}

/** Characters of the lines kept in memory. The log file keeps all. */
const keptCharacters = 6_000_000;

interface LogSettings {
  readonly now: () => Date;
  readonly metrics: MetricSink;
  /** Called for every line, to write it to a file. */
  readonly onLine?: ((line: LogLine) => void) | undefined;
}

/** The output of functions. Lines in CloudWatch's embedded metric format are also recorded as metrics. */
export class LogStore {
  readonly #settings: LogSettings;
  #lines: LogLine[] = [];
  #characters = 0;

  constructor(settings: LogSettings) {
    this.#settings = settings;
  }

  output(functionName: string, requestId: string | undefined, text: string): void {
    for (const line of text.split('\n')) {
      if (line.trim() === '') continue;
      this.#keep({ at: this.#settings.now().toISOString(), functionName, requestId, text: line });
      for (const metric of readEmbeddedMetrics(line)) this.#settings.metrics.put(metric);
    }
  }

  /** Logs what a function threw, as Lambda does. */
  failure(functionName: string, requestId: string, failure: FailureShape): void {
    this.output(functionName, requestId, `ERROR Invoke Error ${JSON.stringify(failure)}`);
  }

  lines(functionName?: string): readonly LogLine[] {
    return this.#lines.filter((line) => functionName === undefined || line.functionName === functionName);
  }

  #keep(line: LogLine): void {
    this.#lines.push(line);
    this.#characters += line.text.length;
    if (this.#characters > keptCharacters) this.#dropOlderHalf();
    this.#settings.onLine?.(line);
  }

  #dropOlderHalf(): void {
    this.#lines = this.#lines.slice(Math.ceil(this.#lines.length / 2));
    this.#characters = this.#lines.reduce((sum, { text }) => sum + text.length, 0);
  }
}
