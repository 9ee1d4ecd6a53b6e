import { describe, expect, it } from 'vitest';
import { leftOutTally } from '#shared/collecting/left-out-tally.ts';
import { AppError, type ErrorCode } from '#shared/kernel/errors.ts';
import { pagesOfEach } from '#shared/surfaces/trouble.ts';

/** Reads one object for each entry: a page where it is `fine`, else the failure with that code. */
const readEach = async (...objects: readonly ('fine' | ErrorCode)[]) => {
  const leftOut = leftOutTally();
  const pages = pagesOfEach({ leftOut }, objects, async function* (object) {
    if (object !== 'fine') throw new AppError(object, 'no');
    yield object;
  });
  return { read: (await Array.fromAsync(pages)).length, ...leftOut.counts() };
};

describe('objects that are read one after the other', () => {
  it('are read beside one that fails for good, which is counted', async () => {
    expect(await readEach('fine', 'MicrosoftUnavailable', 'fine')).toEqual({ read: 2, objects: 1, records: 0 });
    expect(await readEach('NeedsAccess', 'fine')).toMatchObject({ read: 1, objects: 1 });
    expect(await readEach('MicrosoftUnavailable')).toMatchObject({ read: 0, objects: 1 });
  });

  it('end the read where all of them are refused, or the first three fail', async () => {
    await expect(readEach('NeedsAccess', 'NeedsAccess')).rejects.toMatchObject({ code: 'NeedsAccess' });
    const fail = Array<ErrorCode>(3).fill('MicrosoftUnavailable');
    await expect(readEach(...fail, 'fine')).rejects.toMatchObject({ code: 'MicrosoftUnavailable' });
  });

  it.each(['MicrosoftThrottled', 'TokenRefused', 'Fenced'] as const)('end the read at %s', async (code) => {
    await expect(readEach('fine', code)).rejects.toMatchObject({ code });
  });
});
