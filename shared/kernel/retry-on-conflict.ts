import { isAppError } from './errors.ts';

const attemptsAtMost = 8;

/**
 * Reads, decides and writes; begins again where somebody else wrote in between (`RecordChanged`), a few times. Without a pause: of those who met, one has written, so
 * that every round has one less.
 */
export const retryOnConflict = async <Result>(attempt: () => Promise<Result>, attempts = 1): Promise<Result> => {
  try {
    return await attempt();
  } catch (error) {
    if (!isAppError(error, 'RecordChanged') || attempts === attemptsAtMost) throw error;
    return retryOnConflict(attempt, attempts + 1);
  }
};
