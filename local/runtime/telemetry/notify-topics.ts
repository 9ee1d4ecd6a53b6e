import type { AlarmChange } from './alarm-evaluator.ts';

/**
 * Publishes a change of state to the topics of the alarm that allow it. The first evaluation with the result OK is not
 * published.
 */
export const notifyTopics = (
  { definition, from, to, reason, at }: AlarmChange,
  publish: (topicArn: string, subject: string, message: string) => unknown,
  isAllowed: (alarmArn: string, topicArn: string) => boolean,
): void => {
  if (from === 'INSUFFICIENT_DATA' && to !== 'ALARM') return;
  const message = JSON.stringify({
    AlarmName: definition.name,
    AlarmDescription: definition.description,
    NewStateValue: to,
    OldStateValue: from,
    NewStateReason: reason,
    StateChangeTime: at,
  });
  for (const arn of to === 'ALARM' ? definition.alarmActions : definition.okActions) {
    if (isAllowed(definition.arn, arn)) publish(arn, `${to}: "${definition.name}"`, message);
  }
};
