import { afterEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '#shared/kernel/errors.ts';
import { appendInTurn } from '#shared/store/append-in-turn.ts';

/** A line with these ids, whose oldest ones are appended three at a time. */
const lineOf = (...ids: string[]) => {
  const waiting = ids.toSorted();
  const batches: string[][] = [];
  return {
    waiting,
    batches,
    looks: 0,
    async oldest() {
      this.looks += 1;
      return waiting[0];
    },
    appendOldest: async () => {
      const batch = waiting.splice(0, 3);
      batches.push(batch);
      return batch.at(-1);
    },
  };
};

describe('appendInTurn', () => {
  afterEach(() => void vi.useRealTimers());

  it('appends for others in the turn of the oldest entry, until none of its own waits', async () => {
    const line = lineOf('row_1', 'row_2', 'row_3', 'row_4', 'row_5', 'row_6', 'row_7');
    await appendInTurn(['row_1', 'row_4'], line);
    expect(line.batches).toEqual([
      ['row_1', 'row_2', 'row_3'],
      ['row_4', 'row_5', 'row_6'],
    ]);
    expect(line.waiting).toEqual(['row_7']);
  });

  it('does not look again after it has appended all of its own', async () => {
    const line = lineOf('row_1', 'row_2');
    await appendInTurn(['row_1', 'row_2'], line);
    expect(line.looks).toBe(1);
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
    vi.useFakeTimers();
    const line = lineOf('row_1', 'row_2');
    const done = appendInTurn(['row_2'], line);
    await vi.advanceTimersByTimeAsync(4_000);
    await done;
    expect(line.batches).toEqual([['row_1', 'row_2']]);
  });

  it('tries again if another writer was first, and throws any other error', async () => {
    const line = lineOf('row_1');
    const refusals = [new AppError('RecordChanged', 'moved'), new AppError('RecordChanged', 'moved')];
    const appendOldest = async () => {
      const refusal = refusals.pop();
      if (refusal !== undefined) throw refusal;
      return line.appendOldest();
    };
    await appendInTurn(['row_1'], { ...line, appendOldest });
    expect(line.batches).toEqual([['row_1']]);
    const down = () => Promise.reject(new AppError('StoreUnavailable', 'down'));
    await expect(appendInTurn(['row_1'], { ...lineOf('row_1'), appendOldest: down })).rejects.toThrow('down');
  });

  it('throws after five seconds if its entry still waits', async () => {
    const moved = () => Promise.reject(new AppError('RecordChanged', 'moved'));
    const line = { ...lineOf('row_1'), appendOldest: moved };
    vi.useFakeTimers();
    const outcome = appendInTurn(['row_2'], line).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(4_900);
    expect(await Promise.race([outcome, Promise.resolve('pending')])).toBe('pending');
    await vi.advanceTimersByTimeAsync(400);
    expect(await outcome).toMatchObject({ code: 'RecordChanged' });
  });
});
