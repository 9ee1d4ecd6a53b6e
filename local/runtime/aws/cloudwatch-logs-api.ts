import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Operations } from './endpoint.ts';
import { parseStored } from '../parse-stored.ts';
import { throwServiceException } from './service-exception.ts';

const Stream = z.object({ logGroupName: z.string().min(1), logStreamName: z.string().min(1) });
const Put = Stream.extend({
  logEvents: z.array(z.object({ timestamp: z.number(), message: z.string().min(1) })).min(1),
});
const Get = Stream.extend({
  startFromHead: z.literal(true, 'GetLogEvents starts from the oldest event here: set startFromHead'),
  nextToken: z.string().optional(),
  limit: z.number().int().min(1).max(10_000).default(10_000),
});
const StoredCall = Put.extend({ ingestionTime: z.number() });
type LogEvent = z.output<typeof Put>['logEvents'][number] & { readonly ingestionTime: number };

/**
 * Log groups for CloudWatch Logs' own calls. The output of functions is kept elsewhere. With a file the events outlive
 * the process, one line a call.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html
 */
export const cloudWatchLogsApi = (names: readonly string[], now: () => Date, file?: string) => {
  const groups = new Map(names.map((name) => [name, new Map<string, LogEvent[]>()]));
  const groupOf = (name: string) =>
    groups.get(name) ?? throwServiceException('ResourceNotFoundException', 'The specified log group does not exist.');
  const streamOf = ({ logGroupName, logStreamName }: z.output<typeof Stream>) =>
    groupOf(logGroupName).get(logStreamName) ??
    throwServiceException('ResourceNotFoundException', 'The specified log stream does not exist.');
  const store = ({ logGroupName, logStreamName, logEvents, ingestionTime }: z.output<typeof StoredCall>): void => {
    const streams = groups.get(logGroupName);
    const events = logEvents.map((event) => ({ ...event, ingestionTime }));
    streams?.set(logStreamName, [...(streams.get(logStreamName) ?? []), ...events]);
  };
  for (const line of storedLines(file)) store(parseStored(file ?? '', line, StoredCall));

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
      store(put);
      if (file !== undefined) {
        mkdirSync(dirname(file), { recursive: true });
        appendFileSync(file, `${JSON.stringify(put)}\n`, { mode: 0o600 });
      }
      return { nextSequenceToken: '0' };
    },
    /** The token is the number of events returned so far. At the end it is returned unchanged, as in CloudWatch. */
    GetLogEvents: (given) => {
      const request = Get.parse(given);
      const from = Number(request.nextToken?.replace('f/', '') ?? 0);
      const events = streamOf(request).slice(from, from + request.limit);
      return { events, nextForwardToken: `f/${from + events.length}`, nextBackwardToken: `b/${from}` };
    },
  };
  /** The messages of all log groups. */
  const messages = (): readonly string[] =>
    [...groups.values()].flatMap((streams) => [...streams.values()].flat().map(({ message }) => message));
  return { operations, messages };
};

const storedLines = (file: string | undefined): string[] =>
  file === undefined || !existsSync(file)
    ? []
    : readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line !== '');
