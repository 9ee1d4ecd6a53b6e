import { describe, expect, it } from 'vitest';
import { errorTrace, type LogAttributes, redactAttributes } from '#shared/telemetry/log-attributes.ts';

// Values that a caller could pass in spite of the types.
const anything = (attributes: object) => redactAttributes(attributes as LogAttributes);

describe('redactAttributes', () => {
  it('keeps ids, codes, routes and numbers', () => {
    const attributes = {
      operation: 'listMembers',
      mspId: 'msp_00000000000000000000000001',
      status: 200,
      kind: 'GET /v1/customers/{customerId}',
    };
    expect(redactAttributes(attributes)).toEqual(attributes);
  });

  it('drops unlisted and undefined attributes', () => {
    expect(
      anything({ email: 'ada@msp.example', subject: 'Invoice', token: 'x', headers: {}, runId: undefined }),
    ).toEqual({});
  });

  it.each([
    ['an address', 'ada@msp.example'],
    ['a line break', 'x\nERROR forged'],
    ['a terminal escape', '\u001b[31m'],
    ['a long text', 'x'.repeat(121)],
    ['an object', { id: 'run_1' }],
    ['a list', ['a']],
  ])('redacts %s in place of an id', (_what, value) => {
    expect(anything({ runId: value })).toEqual({ runId: '[redacted]' });
  });
});

describe('errorTrace', () => {
  it('returns the names and code positions of errors and repeats no message', () => {
    const cause = new SyntaxError('Unexpected token in "client_secret=CANARY"');
    const error = new Error('outer CANARY\n    at CANARY:1:2', { cause });
    const trace = errorTrace(error);
    expect(trace.errorNames).toEqual(['Error', 'SyntaxError']);
    expect(trace.frames.length).toBeGreaterThan(0);
    expect(trace.frames.every((frame) => /^at .*:\d+:\d+\)?$/.test(frame))).toBe(true);
    expect(JSON.stringify(trace)).not.toContain('CANARY');
  });

  it.each([undefined, 'text', { message: 'CANARY' }])('returns nothing for %j', (thrown) => {
    expect(errorTrace(thrown)).toEqual({ errorNames: [], frames: [] });
  });
});
