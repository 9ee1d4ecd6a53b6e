import { NodeHttpHandler } from '@smithy/node-http-handler';

/** How long one call to a service of AWS may take in all, with its repetitions. */
export interface CallBudget {
  readonly maxAttempts: number;
  /** For one attempt, from connecting to the last byte of the answer. */
  readonly attemptMilliseconds: number;
}

/**
 * At most 6 s with the pauses between the attempts, so that a call ends before the shortest function that makes one
 * does. That is the authorizer, which has 10 s.
 */
export const defaultBudget: CallBudget = { maxAttempts: 3, attemptMilliseconds: 2_000 };

type Handle = NodeHttpHandler['handle'];

/**
 * The SDK's handler with a limit that includes the body of the answer. Its own `requestTimeout` ends with the headers,
 * and without `throwOnRequestTimeout` it does not end a request at all. The error's name makes the SDK try again.
 */
class DeadlineHandler extends NodeHttpHandler {
  readonly #milliseconds: number;

  constructor(milliseconds: number) {
    super({
      connectionTimeout: Math.min(milliseconds, 1_000),
      requestTimeout: milliseconds,
      throwOnRequestTimeout: true,
    });
    this.#milliseconds = milliseconds;
  }

  override async handle(...[request, options]: Parameters<Handle>): ReturnType<Handle> {
    const startedAt = performance.now();
    const handled = await super.handle(request, options);
    const { body } = handled.response;
    const timer = setTimeout(
      () => body.destroy(Object.assign(new Error('the answer was not complete in time'), { name: 'TimeoutError' })),
      Math.max(1, startedAt + this.#milliseconds - performance.now()),
    );
    body.once('close', () => clearTimeout(timer));
    return handled;
  }
}

/** The options of every client of AWS: no call is made without a deadline. */
export const clientOptions = ({ maxAttempts, attemptMilliseconds }: CallBudget = defaultBudget) => ({
  maxAttempts,
  requestHandler: new DeadlineHandler(attemptMilliseconds),
});
