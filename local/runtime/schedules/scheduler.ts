import type { ClockMove, ScheduleDescription } from '../running-assembly.ts';
import type { RuntimeClock } from '../time/runtime-clock.ts';
import type { Schedule, ScheduleTarget } from './schedule-definitions.ts';

/** Hands an input to a target by its ARN; settles when the target has taken it, not when it has done its work. */
export type Deliver = (target: ScheduleTarget, input: unknown) => Promise<unknown>;

/** Fires schedules as their time comes on the runtime's clock. */
export class Scheduler {
  readonly #schedules: readonly Schedule[];
  readonly #clock: RuntimeClock;
  readonly #deliver: Deliver;
  readonly #armed = new Map<Schedule, { readonly dueAt: number; readonly drop: () => void }>();
  #fired: { schedule: string; dueAt: string }[] = [];

  constructor(schedules: readonly Schedule[], clock: RuntimeClock, deliver: Deliver) {
    this.#schedules = schedules;
    this.#clock = clock;
    this.#deliver = deliver;
    for (const schedule of schedules) this.#armAfter(schedule, clock.milliseconds());
  }

  describe(): readonly ScheduleDescription[] {
    return this.#schedules.map((schedule) => {
      const dueAt = this.#armed.get(schedule)?.dueAt;
      const [target] = schedule.targets;
      return {
        name: schedule.name,
        expression: schedule.expression,
        targetArn: target?.arn ?? '',
        input: target?.input(new Date(dueAt ?? this.#clock.milliseconds())),
        nextAt: dueAt === undefined ? null : new Date(dueAt).toISOString(),
      };
    });
  }

  /** Fires one now, out of its turn, and answers what its first target answered. */
  async fireNow(name: string): Promise<unknown> {
    const schedule = this.#schedules.find((one) => one.name === name);
    if (schedule === undefined) throw new Error(`no schedule is named ${name}`);
    const answers = await Promise.all(this.#send(schedule, this.#clock.now()));
    return answers[0];
  }

  /**
   * Moves the clock. A schedule that came due more than once fires once, at its last due instant, as a machine that slept would do it; what was passed
   * over is counted in the answer. Whoever wants every firing moves in smaller steps.
   */
  moveTo(instant: Date): ClockMove {
    let skipped = 0;
    const from = this.#clock.milliseconds();
    for (const schedule of this.#schedules) {
      const last = schedule.enabled
        ? schedule.recurrence.lastUntil(from, Math.min(instant.getTime(), schedule.endsAt))
        : undefined;
      if (last === undefined) continue;
      skipped += last.count - 1;
      this.#arm(schedule, last.at);
    }
    this.#fired = [];
    this.#clock.moveTo(instant);
    return { now: this.#clock.now().toISOString(), fired: this.#fired, skipped };
  }

  /** Moves the clock and fires nothing: what came due on the way is missed, and comes when it is due again. */
  skipTo(instant: Date): void {
    this.stop();
    this.#clock.moveTo(instant);
    for (const schedule of this.#schedules) this.#armAfter(schedule, this.#clock.milliseconds());
  }

  stop(): void {
    for (const { drop } of this.#armed.values()) drop();
    this.#armed.clear();
  }

  #armAfter(schedule: Schedule, after: number): void {
    if (!schedule.enabled) return;
    const next = schedule.recurrence.next(after);
    if (next !== undefined && next <= schedule.endsAt) this.#arm(schedule, next);
  }

  #arm(schedule: Schedule, dueAt: number): void {
    this.#armed.get(schedule)?.drop();
    const drop = this.#clock.callAt(dueAt, () => {
      this.#armed.delete(schedule);
      this.#fired.push({ schedule: schedule.name, dueAt: new Date(dueAt).toISOString() });
      void Promise.all(this.#send(schedule, new Date(dueAt)));
      this.#armAfter(schedule, dueAt);
    });
    this.#armed.set(schedule, { dueAt, drop });
  }

  #send(schedule: Schedule, dueAt: Date): readonly Promise<unknown>[] {
    return schedule.targets.map((target) => this.#deliver(target, target.input(dueAt)));
  }
}
