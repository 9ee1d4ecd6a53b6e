import { AppError, isAppError } from './errors.ts';

type Undo = () => Promise<unknown>;

/**
 * Runs steps that no transaction can cover and compensates them when one fails (a saga). Register the compensation
 * before its step, because a step can take effect even when its response is lost. On a failure all registered
 * compensations run, last first, even if some of them fail; then the failure is thrown.
 */
export const withCompensation = async <Result>(
  steps: (undoing: (undo: Undo) => void) => Promise<Result>,
): Promise<Result> => {
  const undos: Undo[] = [];
  try {
    return await steps((undo) => undos.push(undo));
  } catch (failure) {
    const left: unknown[] = [];
    for (const undo of undos.toReversed()) await undo().catch((error: unknown) => left.push(error));
    if (left.length === 0 || !isAppError(failure)) throw failure;
    const cause = new AggregateError([failure, ...left], 'what went before could not all be undone');
    throw new AppError(failure.code, `${failure.message}, and it could not all be undone`, failure.details, { cause });
  }
};
