import { describe, expect, it } from 'vitest';
import { SurfaceStates } from '#shared/api/surface-state-answer.ts';
import { errorCodes } from '#shared/kernel/errors.ts';
import { neverRead, type SurfaceState, SurfaceStateKind } from '#shared/kernel/surface-state.ts';

const [since, dataAsOf] = ['2026-11-22T12:00:00.000Z', '2026-11-21T12:00:00.000Z'];
const answerTo = (state: SurfaceState) => SurfaceStates.parse({ users: state })['users'];

describe('the state of a surface in an answer', () => {
  it('has neither code nor message when it is ok', () => {
    expect(answerTo({ state: 'ok', dataAsOf })).toEqual({ state: 'ok', dataAsOf });
  });

  it('has the number of parts that were not read, and what they need', () => {
    const unread = { count: 2, part: 'policy' } as const;
    expect(answerTo({ state: 'partial', unread, needs: ['Directory.Read.All'], dataAsOf })).toEqual({
      state: 'partial',
      code: 'partly-read',
      message: '2 policies could not be read. Grant Directory.Read.All to read the rest.',
      unread: 2,
      needs: ['Directory.Read.All'],
      dataAsOf,
    });
  });

  it('has the public code of a failure, and says whether earlier data is shown', () => {
    expect(answerTo({ state: 'stale', code: 'MicrosoftThrottled', since, dataAsOf })).toEqual({
      state: 'stale',
      code: 'throttled',
      message: 'Microsoft asks us to wait. The data is from an earlier read.',
      since,
      dataAsOf,
    });
    expect(answerTo({ state: 'failed', code: 'SecretExpired', since, dataAsOf: null })).toMatchObject({
      code: 'secret-expired',
      message: 'The client secret has expired. Nothing was read yet.',
    });
  });

  it('has the number of parts that are still missing after a failure, and none where access is refused', () => {
    const unread = { count: 2, part: 'policy' } as const;
    expect(answerTo({ state: 'stale', code: 'OutOfTime', since, unread, dataAsOf })).toMatchObject({ unread: 2 });
    expect(answerTo({ state: 'needs-license', unread, dataAsOf })).not.toHaveProperty('unread');
  });

  it('has no internal name of AWS or of our code', () => {
    expect(answerTo({ state: 'failed', code: 'States.Timeout', dataAsOf: null })).toMatchObject({
      code: 'out-of-time',
    });
    expect(answerTo({ state: 'failed', code: 'TypeError', dataAsOf: null })).toMatchObject({ code: 'internal' });
    for (const code of errorCodes)
      expect(answerTo({ state: 'failed', code, dataAsOf: null })?.code).toMatch(/^[a-z-]+$/);
  });

  it.each(SurfaceStateKind.options.filter((kind) => kind !== 'ok'))(
    'has a code and a sentence when it is %s',
    (state) => {
      const answer = answerTo({ ...neverRead, state });
      expect(answer?.code).toMatch(/^[a-z-]+$/);
      expect(answer?.message).toMatch(/^[A-Z].*\.$/);
    },
  );
});
