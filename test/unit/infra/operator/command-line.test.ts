import { describe, expect, it } from 'vitest';
import { knownStage, readFlags, UsageError } from '#infra/operator/command-line.ts';

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
