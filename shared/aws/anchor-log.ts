import {
  CloudWatchLogsClient,
  CreateLogStreamCommand,
  GetLogEventsCommand,
  PutLogEventsCommand,
  ResourceAlreadyExistsException,
  ResourceNotFoundException,
} from '@aws-sdk/client-cloudwatch-logs';
import { AppError } from '#shared/kernel/errors.ts';
import type { MspId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import { type Anchor, readAnchor, signAnchor } from './anchor.ts';

export interface StoredAnchors {
  readonly anchors: readonly Anchor[];
  /** Lines that are not anchors of ours: somebody else wrote them, or the key was replaced. */
  readonly refused: number;
}

/**
 * Anchors in a log group of their own, one stream per MSP. Only the anchoring function may write there, and nobody can
 * change log events. Each call times out after 5 s. Throws `StoreUnavailable`.
 */
export const anchorLog = (logGroupName: string, key: () => Promise<Buffer>) => {
  const client = new CloudWatchLogsClient({
    maxAttempts: 3,
    requestHandler: { requestTimeout: 5_000, connectionTimeout: 2_000 },
  });

  const put = (stream: string, timestamp: number, message: string) =>
    client.send(new PutLogEventsCommand({ logGroupName, logStreamName: stream, logEvents: [{ timestamp, message }] }));
  const createStream = async (logStreamName: string): Promise<void> => {
    try {
      await client.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
    } catch (error) {
      if (!(error instanceof ResourceAlreadyExistsException)) throw error;
    }
  };

  /** Oldest first. The page whose token equals the token that was sent is the last one. */
  async function* linesOf(mspId: MspId): AsyncGenerator<string> {
    let nextToken: string | undefined;
    for (;;) {
      const page = await client.send(
        new GetLogEventsCommand({ logGroupName, logStreamName: mspId, startFromHead: true, nextToken }),
      );
      for (const { message } of page.events ?? []) yield message ?? '';
      if (page.nextForwardToken === undefined || page.nextForwardToken === nextToken) return;
      nextToken = page.nextForwardToken;
    }
  }

  return {
    async append(anchor: Anchor): Promise<void> {
      const message = signAnchor(anchor, await key());
      const timestamp = Date.parse(anchor.at);
      await callLogs(async () => {
        try {
          await put(anchor.mspId, timestamp, message);
        } catch (error) {
          if (!(error instanceof ResourceNotFoundException)) throw error;
          await createStream(anchor.mspId);
          await put(anchor.mspId, timestamp, message);
        }
      });
    },

    /** Every anchor of an MSP, oldest first. Empty where no anchor was written yet. */
    async ofMsp({ mspId }: MspScope): Promise<StoredAnchors> {
      const secret = await key();
      const anchors: Anchor[] = [];
      let refused = 0;
      await callLogs(async () => {
        try {
          for await (const line of linesOf(mspId)) {
            const anchor = readAnchor(line, mspId, secret);
            if (anchor === undefined) refused += 1;
            else anchors.push(anchor);
          }
        } catch (error) {
          if (!(error instanceof ResourceNotFoundException)) throw error;
        }
      });
      return { anchors, refused };
    },
  };
};

const callLogs = async (call: () => Promise<void>): Promise<void> => {
  try {
    await call();
  } catch (cause) {
    throw new AppError('StoreUnavailable', 'the log of the anchors refused or did not answer a call', {}, { cause });
  }
};
