import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { AppError } from '#shared/kernel/errors.ts';

/** One announcement, for people and for programs. */
export interface Announcement {
  /** One line of ASCII, at most 99 characters: the limit of SNS. */
  readonly subject: string;
  readonly text: string;
  readonly event: {
    /** The detail type that EventBridge rules match. */
    readonly type: string;
    /** Ids, instants and codes. Names are in the text only. */
    readonly detail: Readonly<Record<string, unknown>>;
  };
}

/** The source by which EventBridge rules select our events. */
const source = 'vectis';

/**
 * Publishes to people through an SNS topic and to programs through the default event bus. Each call times out after 5
 * s. Throws `StoreUnavailable`.
 */
export const openAnnouncer = (topicArn: string) => {
  const options = { maxAttempts: 3, requestHandler: { requestTimeout: 5_000, connectionTimeout: 2_000 } };
  const topics = new SNSClient(options);
  const bus = new EventBridgeClient(options);
  return async ({ subject, text, event }: Announcement): Promise<void> => {
    // The event goes first: when the second call fails, the retry repeats both, and a program handles a duplicate
    // better than a person does.
    await callService('event bus', async () => {
      const Entries = [{ Source: source, DetailType: event.type, Detail: JSON.stringify(event.detail) }];
      const { FailedEntryCount = 0 } = await bus.send(new PutEventsCommand({ Entries }));
      if (FailedEntryCount > 0) throw new Error('the event was not taken');
    });
    await callService('topic', () =>
      topics.send(new PublishCommand({ TopicArn: topicArn, Subject: subject, Message: text })),
    );
  };
};

const callService = async (what: string, call: () => Promise<unknown>): Promise<void> => {
  try {
    await call();
  } catch (cause) {
    throw new AppError('StoreUnavailable', `the ${what} refused or did not answer a call`, {}, { cause });
  }
};
