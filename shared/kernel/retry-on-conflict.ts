import { isAppError } from './errors.ts';

const maxAttempts = 8;

/**
 * Runs an attempt that reads, decides and writes. It runs the attempt again when another writer changed the record in
 * between (`RecordChanged`), at most eight times. There is no pause: in every round at least one of the writers
 * succeeds, so the next round has one less.
 */
export const retryOnConflict = async <Result>(attempt: () => Promise<Result>, attempts = 1): Promise<Result> => {
  try {
    return await attempt();
  } catch (error) {
    if (!isAppError(error, 'RecordChanged') || attempts === maxAttempts) throw error;
    return retryOnConflict(attempt, attempts + 1);
  }
};
