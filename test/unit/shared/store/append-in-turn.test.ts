import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/kernel/errors.ts';
import { appendInTurn } from '#shared/store/append-in-turn.ts';

/** A line with these ids, whose oldest ones are appended three at a time. */
const lineOf = (...ids: string[]) => {
  const waiting = ids.toSorted();
  const batches: string[][] = [];
  return {
    waiting,
    batches,
    oldest: async () => waiting[0],
    appendOldest: async () => {
      batches.push(waiting.splice(0, 3));
    },
  };
};

describe('appendInTurn', () => {
  it('appends for others in the turn of the oldest entry, until none of its own waits', async () => {
    const line = lineOf('row_1', 'row_2', 'row_3', 'row_4', 'row_5', 'row_6', 'row_7');
    await appendInTurn(['row_1', 'row_4'], line);
    expect(line.batches).toEqual([
      ['row_1', 'row_2', 'row_3'],
      ['row_4', 'row_5', 'row_6'],
    ]);
    expect(line.waiting).toEqual(['row_7']);
  });

  it('only looks while another writer has its turn', async () => {
    const line = lineOf('row_1', 'row_2');
    const done = appendInTurn(['row_2'], line);
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect(line.batches).toEqual([]);
    line.waiting.length = 0;
    await done;
    expect(line.batches).toEqual([]);
  });

  it('takes the turn of a writer that has ended', async () => {
    const line = lineOf('row_1', 'row_2');
    await appendInTurn(['row_2'], line);
    expect(line.batches).toEqual([['row_1', 'row_2']]);
  });

  it('tries again if another writer was first, and throws any other error', async () => {
    const line = lineOf('row_1');
    const refusals = [new AppError('RecordChanged', 'moved'), new AppError('RecordChanged', 'moved')];
    const appendOldest = async () => {
      const refusal = refusals.pop();
      if (refusal !== undefined) throw refusal;
      await line.appendOldest();
    };
    await appendInTurn(['row_1'], { ...line, appendOldest });
    expect(line.batches).toEqual([['row_1']]);
    const down = () => Promise.reject(new AppError('StoreUnavailable', 'down'));
    await expect(appendInTurn(['row_1'], { ...lineOf('row_1'), appendOldest: down })).rejects.toThrow('down');
  });

  it('throws after five seconds if its entry still waits', async () => {
    const moved = () => Promise.reject(new AppError('RecordChanged', 'moved'));
    const line = { ...lineOf('row_1'), appendOldest: moved };
    const startedAt = performance.now();
    await expect(appendInTurn(['row_2'], line)).rejects.toMatchObject({ code: 'RecordChanged' });
    expect(performance.now() - startedAt).toBeGreaterThan(4_900);
  }, 20_000);
});
