import { AppError, isAppError } from '#shared/kernel/errors.ts';

/** The waiting entries of one chain, as a writer sees them. */
export interface WaitingLine {
  /** The id of the entry that has waited longest. Ids sort by arrival. */
  oldest(): Promise<string | undefined>;
  /**
   * Appends the entries that have waited longest. Resolves with the id of the last one. Throws `RecordChanged` if
   * another writer was first.
   */
  appendOldest(): Promise<string | undefined>;
}

const longestWaitMilliseconds = 5_000;
const firstPauseMilliseconds = 25;
const pauseGrowth = 1.5;
const longestPauseMilliseconds = 250;
const longestPauseInTurnMilliseconds = 10;
/**
 * After so many looks at the same oldest entry, 1 to 3 s, another writer takes the turn of one that has probably ended.
 * The number is random, so that not all of them take it together, and a slow database does not seem to be a writer that
 * has ended.
 */
const fewestLooks = 8;
const mostLooks = 16;

/**
 * Resolves when none of a writer's own entries waits any more. The writer of the oldest entry has its turn: it appends
 * as many as fit, its own and those of others, while the others only look whether theirs are still there. So writers
 * hardly compete, and the more of them wait, the more rows each transaction appends. Throws `RecordChanged` after 5 s.
 */
export const appendInTurn = async (own: readonly string[], line: WaitingLine): Promise<void> => {
  const lastOwn = own.at(-1) ?? '';
  const deadline = performance.now() + longestWaitMilliseconds;
  const maxLooks = between(fewestLooks, mostLooks);
  let seen = { id: '', looks: 0 };
  let longestPause = firstPauseMilliseconds;
  while (performance.now() < deadline) {
    const lookedAt = performance.now();
    const id = await line.oldest();
    if (id === undefined || id > lastOwn) return;
    seen = { id, looks: seen.id === id ? seen.looks + 1 : 0 };
    if (own.includes(id) || seen.looks > maxLooks) {
      if (((await appendOrPause(line)) ?? '') >= lastOwn) return;
    } else {
      // The time of the look is added so that many writers do not overload a slow database.
      await pause(between(longestPause / 2, longestPause) + performance.now() - lookedAt);
      longestPause = Math.min(longestPauseMilliseconds, longestPause * pauseGrowth);
    }
  }
  throw new AppError('RecordChanged', 'other writers kept the head of the chain');
};

const between = (least: number, most: number): number => least + Math.random() * (most - least);

const appendOrPause = async (line: WaitingLine): Promise<string | undefined> => {
  try {
    return await line.appendOldest();
  } catch (error) {
    if (!isAppError(error, 'RecordChanged')) throw error;
    await pause(Math.random() * longestPauseInTurnMilliseconds);
    return undefined;
  }
};

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
