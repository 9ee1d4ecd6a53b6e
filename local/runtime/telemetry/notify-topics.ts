import type { AlarmChange } from './alarm-evaluator.ts';

/** Does what an alarm says to do when its state changes. That it is well after the first look is no news. */
export const notifyTopics = (
  { definition, from, to, reason, at }: AlarmChange,
  publish: (topicArn: string, subject: string, message: string) => unknown,
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
    publish(arn, `${to}: "${definition.name}"`, message);
  }
};
