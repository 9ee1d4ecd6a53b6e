import type { Clock } from '#shared/kernel/clock.ts';
import { AppError, isAppError } from '#shared/kernel/errors.ts';
import type { GraphRequest, GraphRequests } from '#shared/surfaces/define-surface.ts';

export interface ThrottleAwareReader {
  readonly reader: GraphRequests;
  /** The buckets of the request that was throttled last. Undefined where none was. */
  throttled(): readonly string[] | undefined;
}

export interface KnownThrottling {
  readonly clock: Clock;
  /** Until when each bucket is closed, as stored by earlier reads of the tenant. */
  readonly closedUntil: ReadonlyMap<string, Date>;
  readonly bucketsOf: (request: GraphRequest) => readonly string[];
}

/** A reader that sends nothing into a closed bucket and remembers which bucket Microsoft throttled. */
export const throttleAwareReader = (
  reader: GraphRequests,
  { clock, closedUntil, bucketsOf }: KnownThrottling,
): ThrottleAwareReader => {
  let throttled: readonly string[] | undefined;

  const admit = (request: GraphRequest): void => {
    const buckets = bucketsOf(request);
    const until = Math.max(...buckets.map((bucket) => closedUntil.get(bucket)?.getTime() ?? 0));
    const seconds = (until - clock.now().getTime()) / 1000;
    if (seconds <= 0) return;
    throttled = buckets;
    throw new AppError('MicrosoftThrottled', 'microsoft asked us to wait, and the time is not over', {
      retryAfterSeconds: Math.ceil(seconds),
    });
  };
  const noteThrottling = (error: unknown, request: GraphRequest | undefined): void => {
    if (isAppError(error, 'MicrosoftThrottled') && request !== undefined) throttled = bucketsOf(request);
  };

  return {
    throttled: () => throttled,
    reader: {
      async get(request) {
        admit(request);
        try {
          return await reader.get(request);
        } catch (error) {
          noteThrottling(error, request);
          throw error;
        }
      },
      async *pages(request) {
        admit(request);
        try {
          yield* reader.pages(request);
        } catch (error) {
          noteThrottling(error, request);
          throw error;
        }
      },
      async *csv(request) {
        admit(request);
        try {
          yield* reader.csv(request);
        } catch (error) {
          noteThrottling(error, request);
          throw error;
        }
      },
      async *batch(batch) {
        batch.forEach(admit);
        try {
          for await (const answer of reader.batch(batch)) {
            if (!answer.ok)
              noteThrottling(
                answer.error,
                batch.find(({ id }) => id === answer.id),
              );
            yield answer;
          }
        } catch (error) {
          noteThrottling(error, batch[0]);
          throw error;
        }
      },
    },
  };
};
