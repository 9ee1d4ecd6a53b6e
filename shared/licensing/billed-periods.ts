import { z } from 'zod';
import { CalendarDate } from '#shared/kernel/clock.ts';

/** Seats that a contract bills from one day to another, both included; null without one. */
export const BilledPeriod = z.object({
  beginsOn: CalendarDate.nullable(),
  endsOn: CalendarDate.nullable(),
  seats: z.int().nonnegative(),
});
export type BilledPeriod = z.output<typeof BilledPeriod>;

type Days = Pick<BilledPeriod, 'beginsOn' | 'endsOn'>;

export const isInForce = ({ beginsOn, endsOn }: Days, today: string): boolean =>
  (beginsOn === null || beginsOn <= today) && (endsOn === null || endsOn >= today);

export const hasEnded = ({ endsOn }: Days, today: string): boolean => endsOn !== null && endsOn < today;

/** The seats of the periods that are in force. */
export const seatsOn = (periods: readonly BilledPeriod[], today: string): number =>
  periods.filter((period) => isInForce(period, today)).reduce((sum, { seats }) => sum + seats, 0);

const keyOf = ({ beginsOn, endsOn }: Days): string => `${beginsOn ?? ''} ${endsOn ?? ''}`;

/** Adds up the seats of equal days; in the order of the days. */
export const mergePeriods = (periods: readonly BilledPeriod[]): BilledPeriod[] =>
  [...Map.groupBy(periods, keyOf)]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([, equal]) => {
      const [first] = equal;
      const seats = equal.reduce((sum, period) => sum + period.seats, 0);
      return first === undefined ? [] : [{ beginsOn: first.beginsOn, endsOn: first.endsOn, seats }];
    });
