import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/kernel/errors.ts';
import { withCompensation } from '#shared/kernel/with-compensation.ts';

const failure = new AppError('StoreUnavailable', 'the table is not there');

describe('withCompensation', () => {
  it('returns the result and compensates nothing when all steps succeed', async () => {
    const undone: string[] = [];
    const result = await withCompensation(async (undoing) => {
      undoing(async () => undone.push('one'));
      return 7;
    });
    expect([result, undone]).toEqual([7, []]);
  });

  it('compensates all steps, last first and including the failed one, and throws the failure', async () => {
    const undone: string[] = [];
    const steps = withCompensation(async (undoing) => {
      undoing(async () => undone.push('one'));
      undoing(async () => undone.push('two'));
      throw failure;
    });
    await expect(steps).rejects.toBe(failure);
    expect(undone).toEqual(['two', 'one']);
  });

  it('runs every compensation even if one fails, and reports that it was incomplete', async () => {
    const undone: string[] = [];
    const steps = withCompensation(async (undoing) => {
      undoing(async () => undone.push('one'));
      undoing(() => Promise.reject(new Error('no')));
      throw failure;
    });
    await expect(steps).rejects.toMatchObject({
      code: 'StoreUnavailable',
      message: 'the table is not there, and not every step could be undone',
    });
    expect(undone).toEqual(['one']);
  });
});
