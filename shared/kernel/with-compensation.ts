import { AppError, isAppError } from './errors.ts';

type Compensation = () => Promise<unknown>;

/**
 * Runs steps that no transaction can cover and compensates them when one fails (a saga). Register the compensation
 * before its step, because a step can take effect even when its response is lost. On a failure all registered
 * compensations run, last first, even if some of them fail; then the failure is thrown.
 */
export const withCompensation = async <Result>(
  steps: (compensateWith: (compensate: Compensation) => void) => Promise<Result>,
): Promise<Result> => {
  const compensations: Compensation[] = [];
  try {
    return await steps((compensate) => compensations.push(compensate));
  } catch (failure) {
    const left: unknown[] = [];
    for (const compensate of compensations.toReversed()) await compensate().catch((error: unknown) => left.push(error));
    if (left.length === 0 || !isAppError(failure)) throw failure;
    const cause = new AggregateError([failure, ...left], 'not every step could be compensated');
    throw new AppError(failure.code, `${failure.message}, and not every step could be undone`, failure.details, {
      cause,
    });
  }
};
