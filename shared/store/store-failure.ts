import { AppError, isAppError } from '#shared/kernel/errors.ts';
import { refusedByCondition } from './table.ts';

/** Runs one call of the database. A condition's refusal passes on, for the store to name; any other failure becomes `StoreUnavailable`, with its cause. */
export const reachStore = async <T>(call: () => Promise<T>): Promise<T> => {
  try {
    return await call();
  } catch (error) {
    if (isAppError(error) || refusedByCondition(error)) throw error;
    throw new AppError('StoreUnavailable', 'the database did not complete a call', {}, { cause: error });
  }
};
