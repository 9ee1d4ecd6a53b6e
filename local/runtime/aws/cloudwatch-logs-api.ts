import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Operations } from './endpoint.ts';
import { throwServiceException } from './service-exception.ts';

const Stream = z.object({ logGroupName: z.string().min(1), logStreamName: z.string().min(1) });
const Put = Stream.extend({
  logEvents: z.array(z.object({ timestamp: z.number(), message: z.string().min(1) })).min(1),
});
const Get = Stream.extend({
  startFromHead: z.literal(true, 'GetLogEvents is answered from the oldest event on here: send startFromHead'),
  nextToken: z.string().optional(),
  limit: z.number().int().min(1).max(10_000).default(10_000),
});
const Kept = Put.extend({ ingestionTime: z.number() });
type LogEvent = z.output<typeof Put>['logEvents'][number] & { readonly ingestionTime: number };

/**
 * Log groups that programs write to and read by CloudWatch Logs' own calls; what functions print is kept elsewhere. With a file the events outlive the process,
 * one line a call.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html
 */
export const cloudWatchLogsApi = (names: readonly string[], now: () => Date, file?: string) => {
  const groups = new Map(names.map((name) => [name, new Map<string, LogEvent[]>()]));
  const groupOf = (name: string) =>
    groups.get(name) ?? throwServiceException('ResourceNotFoundException', 'The specified log group does not exist.');
  const streamOf = ({ logGroupName, logStreamName }: z.output<typeof Stream>) =>
    groupOf(logGroupName).get(logStreamName) ??
    throwServiceException('ResourceNotFoundException', 'The specified log stream does not exist.');
  const keep = ({ logGroupName, logStreamName, logEvents, ingestionTime }: z.output<typeof Kept>): void => {
    const streams = groups.get(logGroupName);
    const events = logEvents.map((event) => ({ ...event, ingestionTime }));
    streams?.set(logStreamName, [...(streams.get(logStreamName) ?? []), ...events]);
  };
  for (const line of keptLines(file)) keep(Kept.parse(JSON.parse(line)));

  const operations: Operations = {
    CreateLogStream: (given) => {
      const { logGroupName, logStreamName } = Stream.parse(given);
      const streams = groupOf(logGroupName);
      if (streams.has(logStreamName))
        throwServiceException('ResourceAlreadyExistsException', 'The specified log stream already exists');
      streams.set(logStreamName, []);
      return {};
    },
    PutLogEvents: (given) => {
      const put = { ...Put.parse(given), ingestionTime: now().getTime() };
      streamOf(put);
      keep(put);
      if (file !== undefined) {
        mkdirSync(dirname(file), { recursive: true });
        appendFileSync(file, `${JSON.stringify(put)}\n`, { mode: 0o600 });
      }
      return { nextSequenceToken: '0' };
    },
    /** The token is the number of events seen: at the end it comes back unchanged, as CloudWatch does it. */
    GetLogEvents: (given) => {
      const asked = Get.parse(given);
      const from = Number(asked.nextToken?.replace('f/', '') ?? 0);
      const events = streamOf(asked).slice(from, from + asked.limit);
      return { events, nextForwardToken: `f/${from + events.length}`, nextBackwardToken: `b/${from}` };
    },
  };
  /** All events, for whoever looks for something everywhere. */
  const messages = (): readonly string[] =>
    [...groups.values()].flatMap((streams) => [...streams.values()].flat().map(({ message }) => message));
  return { operations, messages };
};

const keptLines = (file: string | undefined): string[] =>
  file === undefined || !existsSync(file)
    ? []
    : readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line !== '');
