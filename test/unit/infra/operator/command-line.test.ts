import { describe, expect, it } from 'vitest';
import { knownStage, readFlags, readGivenFlags, UsageError } from '#infra/operator/command-line.ts';

const read = (...given: string[]) => readFlags(['stage', 'name'], 'npm run it -- --stage NAME --name N', given);

describe('the command line of the operator', () => {
  it('reads each flag once', () => {
    expect(read('--stage', 'dev', '--name', 'Northwind IT')).toEqual({ stage: 'dev', name: 'Northwind IT' });
  });

  it.each([
    [['--stage', 'dev'], '--name is missing'],
    [[], '--stage, --name is missing'],
    [['--stage', 'dev', '--name', ''], '--name is missing'],
    [['--stage', 'dev', '--name'], "Option '--name <value>' argument missing"],
    [['--stage', 'dev', '--name', 'X', '--force'], "Unknown option '--force'"],
    [['--stage', 'dev', '--name', 'X', 'Y'], 'Unexpected argument'],
  ])('reports what is wrong with %j, with the usage', (given, reason) => {
    const attempt = () => read(...given);
    expect(attempt).toThrow(UsageError);
    expect(attempt).toThrow(reason);
    expect(attempt).toThrow('npm run it -- --stage NAME --name N');
  });

  it('accepts the stages of the settings only', () => {
    expect(knownStage('prod')).toBe('prod');
    expect(() => knownStage('staging')).toThrow('there is no stage staging; the stages are local, dev, prod');
  });
});

describe('optional flags', () => {
  const flags = { stage: 'text', 'no-browser': 'switch' } as const;
  const readOptional = (given: readonly string[], positionals = 0) =>
    readGivenFlags(flags, 'usage of it', given, positionals);

  it('are read as texts and switches, with as many other words as allowed', () => {
    expect(readOptional([])).toEqual({ positionals: [] });
    expect(readOptional(['GET', '/v1/me', '--stage', 'dev', '--no-browser'], 2)).toEqual({
      stage: 'dev',
      'no-browser': true,
      positionals: ['GET', '/v1/me'],
    });
  });

  it.each([
    [['--stage', ''], '--stage is empty'],
    [['--stage'], 'argument missing'],
    [['--other'], "Unknown option '--other'"],
    [['GET'], "Unexpected argument 'GET'"],
  ])('report what is wrong with %j, with the usage', (given, reason) => {
    expect(() => readOptional(given)).toThrow(UsageError);
    expect(() => readOptional(given)).toThrow(reason);
    expect(() => readOptional(given)).toThrow('usage of it');
  });
});
