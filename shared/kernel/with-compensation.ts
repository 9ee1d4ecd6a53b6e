import { AppError, isAppError } from './errors.ts';

type Undo = () => Promise<unknown>;

/**
 * Steps that belong together and that no transaction holds together. `undoing` is called before a step, because a step can have worked though its answer
 * never came; where one fails, what was announced is undone, last first, each whatever becomes of the others, and the failure is thrown.
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
