import { flag, instant, NamedObject } from '#shared/kernel/message-values.ts';
import { defineSentences } from '#shared/kernel/sentence.ts';

export const sentence = defineSentences('alerts.none-active', {
  active: {
    message:
      '{alert} was raised on {createdAt, instant} and {inProgress, select, yes {is in progress} other {is not dealt with}}.',
    values: { alert: NamedObject, createdAt: instant, inProgress: flag },
  },
});
