import type { ClockMove, ScheduleDescription } from '../running-assembly.ts';
import type { RuntimeClock } from '../time/runtime-clock.ts';
import type { Schedule, ScheduleTarget } from './schedule-definitions.ts';

/** Delivers an input to a target. Resolves when the target has accepted it, not when its work is done. */
export type Deliver = (target: ScheduleTarget, input: unknown) => Promise<unknown>;

/** Fires schedules when they are due on the runtime's clock. */
export class Scheduler {
  readonly #schedules: readonly Schedule[];
  readonly #clock: RuntimeClock;
  readonly #deliver: Deliver;
  readonly #armed = new Map<Schedule, { readonly dueAt: number; readonly cancel: () => void }>();
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

  /** Fires a schedule now, in addition to its due instants. Returns the response of its first target. */
  async fireNow(name: string): Promise<unknown> {
    const schedule = this.#schedules.find((one) => one.name === name);
    if (schedule === undefined) throw new Error(`there is no schedule named ${name}`);
    const answers = await Promise.all(this.#send(schedule, this.#clock.now()));
    return answers[0];
  }

  /**
   * Moves the clock. A schedule that became due more than once fires once, at its last due instant, as on a machine
   * that slept. The result counts the skipped instants. To fire each of them, move in smaller steps.
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

  /** Moves the clock without firing. Schedules that became due in between fire at their next due instant. */
  skipTo(instant: Date): void {
    this.stop();
    this.#clock.moveTo(instant);
    for (const schedule of this.#schedules) this.#armAfter(schedule, this.#clock.milliseconds());
  }

  stop(): void {
    for (const { cancel } of this.#armed.values()) cancel();
    this.#armed.clear();
  }

  #armAfter(schedule: Schedule, after: number): void {
    if (!schedule.enabled) return;
    const next = schedule.recurrence.next(after);
    if (next !== undefined && next <= schedule.endsAt) this.#arm(schedule, next);
  }

  #arm(schedule: Schedule, dueAt: number): void {
    this.#armed.get(schedule)?.cancel();
    const cancel = this.#clock.callAt(dueAt, () => {
      this.#armed.delete(schedule);
      this.#fired.push({ schedule: schedule.name, dueAt: new Date(dueAt).toISOString() });
      void Promise.all(this.#send(schedule, new Date(dueAt)));
      this.#armAfter(schedule, dueAt);
    });
    this.#armed.set(schedule, { dueAt, cancel });
  }

  #send(schedule: Schedule, dueAt: Date): readonly Promise<unknown>[] {
    return schedule.targets.map((target) => this.#deliver(target, target.input(dueAt)));
  }
}
