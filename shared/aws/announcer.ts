import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { type CallBudget, clientOptions } from './client-options.ts';
import { vendorCall } from './vendor-call.ts';

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

/** Publishes events for programs to the default event bus. */
export const openEventBus = (budget?: CallBudget) => {
  const bus = new EventBridgeClient(clientOptions(budget));
  return ({ type, detail }: Announcement['event']): Promise<void> =>
    vendorCall('event bus', async () => {
      const Entries = [{ Source: source, DetailType: type, Detail: JSON.stringify(detail) }];
      const { FailedEntryCount = 0 } = await bus.send(new PutEventsCommand({ Entries }));
      if (FailedEntryCount > 0) throw new Error('the event was not taken');
    });
};

/** Publishes texts for people to a topic. */
export const openTopic = (topicArn: string, budget?: CallBudget) => {
  const topics = new SNSClient(clientOptions(budget));
  return async ({ subject, text }: Pick<Announcement, 'subject' | 'text'>): Promise<void> => {
    const command = new PublishCommand({ TopicArn: topicArn, Subject: subject, Message: text });
    await vendorCall('topic', () => topics.send(command));
  };
};

/** Announces to programs and to people. Throws `StoreUnavailable`. */
export const openAnnouncer = (topicArn: string) => {
  const publishEvent = openEventBus();
  const publishText = openTopic(topicArn);
  return async (announcement: Announcement): Promise<void> => {
    // The event goes first: when the second call fails, the retry repeats both, and a program handles a duplicate
    // better than a person does.
    await publishEvent(announcement.event);
    await publishText(announcement);
  };
};
