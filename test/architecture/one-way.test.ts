import { describe, expect, it } from 'vitest';
import { formatFaults, globProject, readProjectFile } from '#test/support/project-files.ts';

/** Jobs for which the project has one function, and what another implementation of it looks like. */
const jobs = [
  {
    job: 'content equality',
    within: '{shared,functions,local,infra}/**/*.ts',
    pattern: /isDeepStrictEqual|JSON\.stringify\(.*\) (?:===|!==) JSON\.stringify\(/,
    allowed: 'shared/kernel/content.ts',
    instead: 'use isSameContent of shared/kernel/content.ts',
    planted: 'if (JSON.stringify(before) === JSON.stringify(after)) return;',
  },
  {
    job: 'retry on conflict',
    within: '{shared/{store,judging},functions}/**/*.ts',
    pattern: /\b(?:attempts?|tries) \+= 1|\b(?:attempts?|tries) \+ 1\)/,
    allowed: 'shared/kernel/retry-on-conflict.ts',
    instead: 'use retryOnConflict of shared/kernel/retry-on-conflict.ts',
    planted: 'return write(records, attempt + 1);',
  },
  {
    job: 'options of an AWS client',
    within: '{shared,functions}/**/*.ts',
    pattern: /new [A-Z]\w+Client\((?!clientOptions\()/,
    allowed: 'shared/aws/client-options.ts',
    instead: 'use clientOptions of shared/aws/client-options.ts',
    planted: 'const client = new SNSClient({ maxAttempts: 3 });',
  },
] as const;

describe('one way for one job', () => {
  it.each(jobs)('detects another $job', ({ pattern, planted }) => expect(planted).toMatch(pattern));

  it.each(jobs)('has one function for $job', ({ within, pattern, allowed, instead }) => {
    const offenders = globProject(within).filter((path) => path !== allowed && pattern.test(readProjectFile(path)));
    expect(formatFaults(offenders.map((path) => `${path}: ${instead}`))).toBe('');
  });
});
