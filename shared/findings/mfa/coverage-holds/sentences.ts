import { z } from 'zod';
import { count, date, flag, ObjectSample, quantity, text } from '#shared/kernel/message-values.ts';
import { defineSentences } from '#shared/kernel/sentence.ts';
import { coverageSignals } from '#shared/posture/coverage-measures.ts';

const signal = z.enum(coverageSignals);

export const sentence = defineSentences('mfa.coverage-holds', {
  fallen: {
    message:
      'The share of {signal, term, signal} has fallen from {from, percent} to {to, percent} since {since, date}{people, select, none {} other {, because of {people, list}}}{activity, select, none {; no change in the audit log explains it} other {, after "{activity}"{policy, select, none {} other { of "{policy}"}}{by, select, none {} other { by {by}}}}}{others, plural, =0 {} one { and # more change} other { and # more changes}}.',
    values: {
      signal,
      from: quantity,
      to: quantity,
      since: date,
      people: ObjectSample.nullable(),
      activity: text.nullable(),
      policy: text.nullable(),
      by: text.nullable(),
      others: count,
    },
  },
  holding: {
    message:
      'The share of {signal, term, signal} is {percent, percent}{isCompared, select, yes {, and has not drifted} other {, and there is no earlier value to compare it with}}.',
    values: { signal, percent: quantity, isCompared: flag },
  },
  nobody: { message: 'There is nobody to count among {signal, term, signal}.', values: { signal } },
  unknown: { message: 'The share of {signal, term, signal} is not known today.', values: { signal } },
});
