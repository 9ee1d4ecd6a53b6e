import { describe, expect, it } from 'vitest';
import { discover } from '#infra/discover.ts';
import { defaultBudget } from '#shared/aws/client-options.ts';
import { formatFaults, globProject, readProjectFile } from '#test/support/project-files.ts';

const { api, sync, operations } = await discover();

/** The SDK pauses for less than this between the attempts of one call. */
const longestPausesSeconds = 1;
const longestCallSeconds =
  (defaultBudget.maxAttempts * defaultBudget.attemptMilliseconds) / 1000 + longestPausesSeconds;

describe('the deadline of a call to AWS', () => {
  it('ends before the function that makes the call does', () => {
    const callers = [...api, ...sync, ...operations].filter(({ contract }) => Object.keys(contract.access).length > 0);
    expect(callers.length).toBeGreaterThan(30);
    const tooShort = callers.filter(({ contract }) => contract.timeoutSeconds <= longestCallSeconds);
    expect(formatFaults(tooShort.map(({ name }) => `${name}: raise timeoutSeconds above ${longestCallSeconds}`))).toBe(
      '',
    );
  });

  it('is tested for every file that opens a client', () => {
    const tested = readProjectFile('test/support/aws-clients.ts');
    const files = globProject('{shared,functions,statemachines}/**/*.ts');
    const opening = files.filter((path) => /new [A-Z]\w+Client\(clientOptions\(/.test(readProjectFile(path)));
    expect(opening.length).toBeGreaterThan(6);
    const untested = opening.filter((path) => !tested.includes(`'#${path}'`));
    expect(formatFaults(untested.map((path) => `${path}: add a call to test/support/aws-clients.ts`))).toBe('');
  });
});
