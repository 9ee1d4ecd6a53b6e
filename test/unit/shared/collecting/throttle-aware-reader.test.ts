import { describe, expect, it } from 'vitest';
import { throttleAwareReader } from '#shared/collecting/throttle-aware-reader.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { GraphRequest, GraphRequests } from '#shared/surfaces/define-surface.ts';
import { manualClock } from '#test/support/time-and-ids.ts';

const throttled = () => new AppError('MicrosoftThrottled', 'wait', { retryAfterSeconds: 7 });
const bucketsOf = ({ path }: GraphRequest) => path.slice(1).split('/');

const open = (own: Partial<GraphRequests> = {}, closed: [string, string][] = []) => {
  const sent: string[] = [];
  const reader: GraphRequests = {
    async get({ path }) {
      sent.push(path);
      return {};
    },
    async *pages({ path }) {
      sent.push(path);
      yield [1];
      yield [2];
    },
    async *csv({ path }) {
      sent.push(path);
      yield [{ name: 'one' }];
    },
    async *batch(requests) {
      sent.push(...requests.map(({ path }) => path));
      for (const { id } of requests) yield { id, ok: true, body: {} };
    },
    ...own,
  };
  const windows = new Map(closed.map(([bucket, until]) => [bucket, new Date(until)]));
  return { sent, ...throttleAwareReader(reader, { clock: manualClock(), closedUntil: windows, bucketsOf }) };
};

const drain = async (items: AsyncIterable<unknown>) => {
  const all: unknown[] = [];
  for await (const item of items) all.push(item);
  return all;
};

describe('a throttle-aware reader', () => {
  it('returns answers unchanged', async () => {
    const { reader, sent, throttled: which } = open();
    await reader.get({ path: '/a' });
    expect(await drain(reader.pages({ path: '/b' }))).toEqual([[1], [2]]);
    expect(await drain(reader.batch([{ id: '1', path: '/c' }]))).toEqual([{ id: '1', ok: true, body: {} }]);
    expect(sent).toEqual(['/a', '/b', '/c']);
    expect(which()).toBeUndefined();
  });

  it('sends nothing into a closed bucket, and throws the time to wait', async () => {
    const { reader, sent, throttled: which } = open({}, [['reports', '2026-11-22T12:00:30.000Z']]);
    const refusal = { code: 'MicrosoftThrottled', details: { retryAfterSeconds: 30 } };
    await expect(reader.get({ path: '/reports' })).rejects.toMatchObject(refusal);
    await expect(drain(reader.pages({ path: '/reports' }))).rejects.toMatchObject(refusal);
    const mixed = [
      { id: '1', path: '/directory' },
      { id: '2', path: '/reports' },
    ];
    await expect(drain(reader.batch(mixed))).rejects.toMatchObject(refusal);
    expect(sent).toEqual([]);
    expect(which()).toEqual(['reports']);
    await reader.get({ path: '/directory' });
    expect(sent).toEqual(['/directory']);
  });

  it('sends nothing when one of several buckets is closed', async () => {
    const { reader, sent, throttled: which } = open({}, [['reports', '2026-11-22T12:00:30.000Z']]);
    await expect(reader.get({ path: '/directory/reports' })).rejects.toMatchObject({ code: 'MicrosoftThrottled' });
    expect([sent, which()]).toEqual([[], ['directory', 'reports']]);
  });

  it('sends again when the window is over', async () => {
    const { reader, sent } = open({}, [['reports', '2026-11-22T12:00:00.000Z']]);
    await reader.get({ path: '/reports' });
    expect(sent).toEqual(['/reports']);
  });

  it('remembers the bucket that Microsoft throttled', async () => {
    const one = open({ get: () => Promise.reject(throttled()) });
    await expect(one.reader.get({ path: '/directory' })).rejects.toThrow();
    expect(one.throttled()).toEqual(['directory']);
    const inBatch = open({
      async *batch() {
        yield { id: '2', ok: false, error: throttled() };
      },
    });
    await drain(
      inBatch.reader.batch([
        { id: '1', path: '/directory' },
        { id: '2', path: '/outlook' },
      ]),
    );
    expect(inBatch.throttled()).toEqual(['outlook']);
  });
});
