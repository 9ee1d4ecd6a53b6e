import { z } from 'zod';

/** The only source of time in logic. The local runtime moves it, and a test sets it. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** An instant: ISO 8601, UTC, milliseconds. Field names end in `…At`. */
export const Instant = z.iso.datetime();
/** A calendar date, UTC. Field names end in `…On`. */
export const CalendarDate = z.iso.date();

export const instantOf = (date: Date): string => date.toISOString();
export const dateOf = (date: Date): string => date.toISOString().slice(0, 10);
/** DynamoDB's TTL unit: whole seconds since the epoch, rounded up so that nothing expires early. */
export const epochSeconds = (date: Date): number => Math.ceil(date.getTime() / 1000);
export const addSeconds = (date: Date, seconds: number): Date => new Date(date.getTime() + seconds * 1000);
export const addDays = (date: Date, days: number): Date => addSeconds(date, days * 86_400);

/** The same day of the month, that many months later; the last day of that month where it is shorter. */
export const addMonths = (date: Date, months: number): Date => {
  const moved = new Date(date);
  moved.setUTCMonth(date.getUTCMonth() + months);
  if (moved.getUTCDate() !== date.getUTCDate()) moved.setUTCDate(0);
  return moved;
};
