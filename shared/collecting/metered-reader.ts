import type { Clock } from '#shared/kernel/clock.ts';
import { AppError, isAppError } from '#shared/kernel/errors.ts';
import type { GraphReader, GraphRequest } from '#shared/surfaces/define-surface.ts';

export interface MeteredReader {
  readonly reader: GraphReader;
  /** As Microsoft counts them: each of a batch for itself, and a page for one. */
  requests(): number;
  /** The bucket whose request was throttled last. */
  throttled(): string | undefined;
}

export interface Meter {
  readonly clock: Clock;
  /** Until when each bucket is shut, as earlier readings of the tenant left it. */
  readonly shut: ReadonlyMap<string, Date>;
  readonly bucketOf: (request: GraphRequest) => string;
}

/** A reader that counts, sends nothing into a bucket that is shut, and remembers which one Microsoft throttled. */
export const meteredReader = (reader: GraphReader, { clock, shut, bucketOf }: Meter): MeteredReader => {
  let requests = 0;
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
    requests: () => requests,
    throttled: () => throttled,
    reader: {
      async get(request) {
        admit(request);
        requests += 1;
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
          for await (const page of reader.pages(request)) {
            requests += 1;
            yield page;
          }
        } catch (error) {
          noteThrottling(error, request);
          throw error;
        }
      },
      async *batch(batch) {
        batch.forEach(admit);
        try {
          for await (const answer of reader.batch(batch)) {
            requests += 1;
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
