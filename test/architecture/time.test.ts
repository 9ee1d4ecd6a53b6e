import { describe, expect, it } from 'vitest';
import { formatFaults, globProject, readProjectFile } from '#test/support/project-files.ts';

const offenders = (paths: readonly string[], pattern: RegExp, instead: string): string[] =>
  paths.flatMap((path) =>
    readProjectFile(path)
      .split('\n')
      .flatMap((line, at) => (pattern.test(line) ? [`${path}:${at + 1}: ${instead}`] : [])),
  );

const thisFile = 'test/architecture/time.test.ts';
const everything = globProject('{shared,functions,statemachines,infra,local,test}/**/*.ts').filter(
  (path) => path !== thisFile,
);
const machinesClock = /new Date\(\)|Date\.now\(\)|new RuntimeClock\(\)/;
const zoneOfTheMachine =
  /\.[gs]et(Hours|Minutes|Day|Date|Month|FullYear|TimezoneOffset)\(|\.toLocale(Date|Time)String\(|\.to(Date|Time)String\(|new Date\([^()'`]+,/;

describe('time', () => {
  it.each(['new Date()', 'Date.now()', 'new RuntimeClock()'])('of the machine is detected in %s', (code) =>
    expect(code).toMatch(machinesClock),
  );

  it.each(['at.getHours()', 'at.setDate(1)', 'at.toLocaleDateString()', 'at.toDateString()', 'new Date(2026, 10, 30)'])(
    'of the time zone is detected in %s',
    (code) => expect(code).toMatch(zoneOfTheMachine),
  );

  it('of the machine is read by no test', () => {
    // The architecture test of functions names the calls that it refuses.
    const tests = everything.filter(
      (path) => path.startsWith('test/') && path !== 'test/architecture/functions.test.ts',
    );
    expect(formatFaults(offenders(tests, machinesClock, 'use stackStart() or a manual clock'))).toBe('');
  });

  it('is UTC everywhere', () => {
    expect(formatFaults(offenders(everything, zoneOfTheMachine, 'use the UTC methods of Date'))).toBe('');
  });
});
