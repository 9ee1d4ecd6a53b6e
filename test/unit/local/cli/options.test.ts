import { describe, expect, it } from 'vitest';
import { readOptions, UsageError } from '#local/cli/options.ts';

describe('the command line', () => {
  it('has a default for every option', () => {
    expect(readOptions([])).toEqual({
      once: false,
      json: false,
      port: 8787,
      dataDir: undefined,
      empty: false,
      microsoft: undefined,
      tenants: undefined,
      now: undefined,
      assemblyDir: undefined,
      tokens: false,
      try: false,
      help: false,
    });
  });

  it('reads every option', () => {
    const microsoft = { 'https://graph.microsoft.com': 'http://127.0.0.1:4020' };
    const given = [
      '--once',
      '--json',
      '--port',
      '0',
      '--data',
      'd',
      '--empty',
      '--tenants',
      '40',
      '--assembly',
      'cdk.out',
    ];
    expect(
      readOptions([...given, '--microsoft', JSON.stringify(microsoft), '--now', '2030-01-31T08:00:00Z']),
    ).toMatchObject({
      once: true,
      json: true,
      port: 0,
      dataDir: 'd',
      empty: true,
      tenants: 40,
      assemblyDir: 'cdk.out',
      microsoft,
      now: new Date('2030-01-31T08:00:00Z'),
    });
  });

  it.each([
    ['--nope'],
    ['somewhere'],
    ['--port', 'abc'],
    ['--port', '65536'],
    ['--port', '-1'],
    ['--port'],
    ['--tenants', '0'],
    ['--tenants', '1.5'],
    ['--now', 'yesterday'],
    ['--now', '2030-01-31'],
    ['--microsoft', 'http://127.0.0.1'],
    ['--microsoft', '{"graph": "http://127.0.0.1"}'],
    ['--microsoft', '[]'],
    ['--data', ''],
  ])('refuses %s %s with a message of one line', (...given) => {
    expect(() => readOptions(given)).toThrow(UsageError);
    expect(() => readOptions(given)).toThrow(/^[^\n]+$/);
  });
});
