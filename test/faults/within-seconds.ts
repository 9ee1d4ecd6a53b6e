import { setTimeout as pause } from 'node:timers/promises';

/** The outcome of `work`, or the text `no answer` when the time is over. */
export const withinSeconds = (seconds: number, work: Promise<string>): Promise<string> =>
  Promise.race([work, pause(seconds * 1000, 'no answer', { ref: false })]);
