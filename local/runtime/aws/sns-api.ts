import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { propertiesOf, type Resources } from '../assembly/resources.ts';
import { BoundedList } from '../bounded-list.ts';
import type { FunctionPool } from '../functions/function-pool.ts';
import type { Authorizer } from '../iam/authorizer.ts';
import type { Operations } from './endpoint.ts';
import { throwServiceException } from './service-exception.ts';

const SubscriptionProperties = z.looseObject({
  TopicArn: z.string(),
  Protocol: z.string(),
  Endpoint: z.string().optional(),
});
const Publish = z.looseObject({
  TopicArn: z.string().optional(),
  TargetArn: z.string().optional(),
  Subject: z.string().optional(),
  Message: z.string(),
});

export interface PublishedMessage {
  readonly messageId: string;
  readonly topicArn: string;
  readonly subject: string | undefined;
  readonly message: string;
  readonly at: string;
}

interface NotificationSettings {
  readonly resources: Resources;
  readonly pool: FunctionPool;
  readonly authorizer: Authorizer;
  readonly now: () => Date;
  /**
   * Called for every message that a function publishes, because nothing is mailed from here. Messages of alarms are not
   * included.
   */
  readonly onMessage?: ((message: PublishedMessage) => void) | undefined;
}

/** Messages kept for people and tests. */
const keptMessages = 1_000;

/**
 * SNS's Publish: keeps the messages and invokes subscribed functions. Other subscriptions, such as e-mail, get nothing.
 */
export const snsApi = ({ resources, pool, authorizer, now, onMessage }: NotificationSettings) => {
  const topics = new Set(resources.ofType('AWS::SNS::Topic').map(({ arn }) => arn));
  const subscriptions = resources
    .ofType('AWS::SNS::Subscription')
    .map((one) => propertiesOf(one, SubscriptionProperties));
  const published = new BoundedList<PublishedMessage>(keptMessages);

  const publish = (topicArn: string, subject: string | undefined, message: string): PublishedMessage => {
    const kept = { messageId: randomUUID(), topicArn, subject, message, at: now().toISOString() };
    published.push(kept);
    for (const { TopicArn, Protocol, Endpoint } of subscriptions) {
      if (TopicArn !== topicArn || Protocol !== 'lambda' || Endpoint === undefined) continue;
      const Sns = {
        Type: 'Notification',
        MessageId: kept.messageId,
        TopicArn,
        Subject: subject ?? null,
        Message: message,
        Timestamp: kept.at,
      };
      const event = { Records: [{ EventSource: 'aws:sns', EventVersion: '1.0', EventSubscriptionArn: TopicArn, Sns }] };
      const invoked = async (): Promise<unknown> => {
        authorizer.demand({ service: 'sns', sourceArn: TopicArn }, 'lambda:InvokeFunction', Endpoint);
        return pool.invoke(Endpoint, event);
      };
      void invoked().catch(() => {}); // asynchronous: the pool logs a failure, the authorizer a refusal
    }
    return kept;
  };
  const operations: Operations = {
    Publish: (given) => {
      const { TopicArn, TargetArn, Subject, Message } = Publish.parse(given);
      const arn = TopicArn ?? TargetArn ?? '';
      if (!topics.has(arn)) throwServiceException('NotFound', 'Topic does not exist');
      const message = publish(arn, Subject, Message);
      onMessage?.(message);
      return { MessageId: message.messageId };
    },
  };
  return { operations, publish, published: () => published.entries };
};
