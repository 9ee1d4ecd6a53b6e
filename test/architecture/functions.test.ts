import { describe, expect, it } from 'vitest';
import { existsInProject, formatFaults, globProject, readProjectFile } from '#test/support/project-files.ts';

const folders = globProject('functions/{sync,api,operations}/*/').map((path) => path.replace(/\/$/, ''));
const sources = globProject('{shared,functions,statemachines}/**/*.ts');

describe('a function', () => {
  it.each(folders)('%s has a handler, a contract and its wiring', (folder) => {
    const missing = ['handler.ts', 'contract.ts', 'wire.ts'].filter((file) => !existsInProject(`${folder}/${file}`));
    expect(formatFaults(missing.map((file) => `write ${folder}/${file}`))).toBe('');
  });

  it.each(globProject('functions/*/*/handler.ts'))(
    '%s has at most ten lines: move logic into the use case beside it',
    (handler) => {
      const code = readProjectFile(handler)
        .split('\n')
        .filter((line) => line.trim() !== '' && !line.startsWith('import ') && !line.startsWith('//'));
      expect(code.length).toBeLessThanOrEqual(10);
    },
  );
});

describe('the code that is deployed', () => {
  const offenders = (allowed: RegExp, pattern: RegExp, instead: string): string =>
    formatFaults(
      sources
        .filter((path) => !allowed.test(path))
        .filter((path) => pattern.test(readProjectFile(path).replaceAll(/^\s*(\/\/|\*|\/\*).*$/gm, '')))
        .map((path) => `${path}: ${instead}`),
    );

  it('reads the environment only in wire.ts and shared/lambda', () => {
    // MICROSOFT_ORIGINS is read where requests are sent, because no contract may name it.
    const environmentReaders = /^shared\/(lambda|telemetry)\/|^shared\/microsoft\/origins\.ts$|\/wire\.ts$/;
    expect(
      offenders(environmentReaders, /process\.env/, 'take it from the contract, which wire.ts is given parsed'),
    ).toBe('');
  });

  it('takes time and ids from a Clock and a NewId', () => {
    // The Graph client's request id is only for Microsoft's support.
    const sourceOfTime =
      /^shared\/kernel\/clock\.ts$|^shared\/lambda\/platform\.ts$|^shared\/microsoft\/graph-client\.ts$/;
    expect(offenders(sourceOfTime, /new Date\(\)|Date\.now\(\)|randomUUID\(/, 'take a Clock or NewId')).toBe('');
  });

  it('spells table keys only in the stores', () => {
    expect(
      offenders(
        /^shared\/store\//,
        /['"`](MSP|TENANT|DIRECTORY|AUDIT|AUDITHEAD|AUDITOPEN|AUDITWAITING)#/,
        'ask the store a question instead',
      ),
    ).toBe('');
  });

  it('never scans the table', () => {
    expect(
      offenders(
        /^$/,
        /\.scan\b|ScanCommand|Batch(Get|Write)(Item)?Command/,
        'query a partition, write in transactions',
      ),
    ).toBe('');
  });

  it('logs only through the logger', () => {
    expect(offenders(/^$/, /\bconsole\./, 'use shared/telemetry/logger.ts')).toBe('');
  });
});
