import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/kernel/errors.ts';
import { withCompensation } from '#shared/kernel/with-compensation.ts';

const failure = new AppError('StoreUnavailable', 'the table is not there');

describe('steps that belong together', () => {
  it('give what the last one gave, and undo nothing', async () => {
    const undone: string[] = [];
    const result = await withCompensation(async (undoing) => {
      undoing(async () => undone.push('one'));
      return 7;
    });
    expect([result, undone]).toEqual([7, []]);
  });

  it('are undone last first where one fails, the failing one too, and the failure is what is thrown', async () => {
    const undone: string[] = [];
    const steps = withCompensation(async (undoing) => {
      undoing(async () => undone.push('one'));
      undoing(async () => undone.push('two'));
      throw failure;
    });
    await expect(steps).rejects.toBe(failure);
    expect(undone).toEqual(['two', 'one']);
  });

  it('are undone as far as they can be, and it is said that it was not far enough', async () => {
    const undone: string[] = [];
    const steps = withCompensation(async (undoing) => {
      undoing(async () => undone.push('one'));
      undoing(() => Promise.reject(new Error('no')));
      throw failure;
    });
    await expect(steps).rejects.toMatchObject({
      code: 'StoreUnavailable',
      message: 'the table is not there, and it could not all be undone',
    });
    expect(undone).toEqual(['one']);
  });
});
