import type { Clock } from '#shared/kernel/clock.ts';
import { AppError, isAppError } from '#shared/kernel/errors.ts';
import type { GraphReader, GraphRequest } from '#shared/surfaces/define-surface.ts';

export interface MeteredReader {
  readonly reader: GraphReader;
  /** The bucket whose request was throttled last. */
  throttled(): string | undefined;
}

export interface Meter {
  readonly clock: Clock;
  /** Until when each bucket is shut, as earlier readings of the tenant left it. */
  readonly shut: ReadonlyMap<string, Date>;
  readonly bucketOf: (request: GraphRequest) => string;
}

/** A reader that sends nothing into a bucket that is shut, and remembers which one Microsoft throttled. */
export const meteredReader = (reader: GraphReader, { clock, shut, bucketOf }: Meter): MeteredReader => {
  let throttled: string | undefined;

  const admit = (request: GraphRequest): void => {
    const bucket = bucketOf(request);
    const seconds = ((shut.get(bucket)?.getTime() ?? 0) - clock.now().getTime()) / 1000;
    if (seconds <= 0) return;
    throttled = bucket;
    throw new AppError('MicrosoftThrottled', 'microsoft asked us to wait, and the time is not over', {
      retryAfterSeconds: Math.ceil(seconds),
    });
  };
  const noteThrottling = (error: unknown, request: GraphRequest | undefined): void => {
    if (isAppError(error, 'MicrosoftThrottled') && request !== undefined) throttled = bucketOf(request);
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
