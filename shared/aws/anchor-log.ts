import {
  CloudWatchLogsClient,
  CreateLogStreamCommand,
  GetLogEventsCommand,
  PutLogEventsCommand,
  ResourceAlreadyExistsException,
  ResourceNotFoundException,
} from '@aws-sdk/client-cloudwatch-logs';
import type { MspId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import { type Anchor, readAnchor, signAnchor } from './anchor.ts';
import { type CallBudget, clientOptions } from './client-options.ts';
import { vendorCall } from './vendor-call.ts';

export interface StoredAnchors {
  readonly anchors: readonly Anchor[];
  /** Lines that are not anchors of ours: somebody else wrote them, or the key was replaced. */
  readonly refused: number;
}

/**
 * Anchors in a log group of their own, one stream per MSP. Only the anchoring function may write there, and nobody can
 * change log events. Throws `StoreUnavailable`.
 */
export const anchorLog = (logGroupName: string, key: () => Promise<Buffer>, budget?: CallBudget) => {
  const client = new CloudWatchLogsClient(clientOptions(budget));

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

const callLogs = (call: () => Promise<void>): Promise<void> => vendorCall('log of the anchors', call);
