import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { AppError } from '#shared/kernel/errors.ts';

/** One piece of news, for people and for programs. */
export interface Announcement {
  /** One line of ASCII, at most 99 characters: SNS takes no more. */
  readonly subject: string;
  readonly text: string;
  readonly event: {
    /** What happened, as rules of EventBridge match it. */
    readonly type: string;
    /** Ids, instants and codes; names are in the text alone. */
    readonly detail: Readonly<Record<string, unknown>>;
  };
}

/** Under which rules of EventBridge find what is ours. */
const source = 'vectis';

/** Tells people by a topic and programs by the default bus. Each call gives up after 5 s; what goes wrong is `StoreUnavailable`. */
export const openAnnouncer = (topicArn: string) => {
  const options = { maxAttempts: 3, requestHandler: { requestTimeout: 5_000, connectionTimeout: 2_000 } };
  const topics = new SNSClient(options);
  const bus = new EventBridgeClient(options);
  return async ({ subject, text, event }: Announcement): Promise<void> => {
    // The event first: where the second call fails both are made again, and a program takes a repetition better than a person.
    await reached('event bus', async () => {
      const Entries = [{ Source: source, DetailType: event.type, Detail: JSON.stringify(event.detail) }];
      const { FailedEntryCount = 0 } = await bus.send(new PutEventsCommand({ Entries }));
      if (FailedEntryCount > 0) throw new Error('the event was not taken');
    });
    await reached('topic', () =>
      topics.send(new PublishCommand({ TopicArn: topicArn, Subject: subject, Message: text })),
    );
  };
};

const reached = async (what: string, call: () => Promise<unknown>): Promise<void> => {
  try {
    await call();
  } catch (cause) {
    throw new AppError('StoreUnavailable', `the ${what} refused or did not answer a call`, {}, { cause });
  }
};
