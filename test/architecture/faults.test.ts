import { describe, expect, it } from 'vitest';
import { omittedNumbers } from '#test/faults/matrix-page.ts';
import { scenarios } from '#test/faults/scenarios/index.ts';
import { removeProtection } from '#test/faults/unprotected-copy.ts';
import { formatFaults, readProjectFile } from '#test/support/project-files.ts';

const faultsInTheCatalog = 44;
const page = readProjectFile('docs/generated/faults.md');
const rowOf = (fault: string) =>
  page.split('\n').find((line) => line.startsWith('|') && line.includes(`| ${fault} |`)) ?? '';

/** The numbers of `12` or `30 to 33`. */
const numbersIn = (text: string): number[] => {
  const [from = 0, to = from] = text.split(' to ').map(Number);
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
};

describe('the matrix of faults', () => {
  it.each(scenarios)('can remove the protection against $number $fault from the source', ({ protection }) => {
    expect(() => removeProtection(readProjectFile(protection.file), protection)).not.toThrow();
  });

  it('matches the scenarios; if not, run npm run faults', () => {
    const stale = scenarios.filter(({ fault, expected, protection }) => {
      const row = rowOf(fault);
      return ![expected, protection.without, protection.file, 'as expected', '| yes |'].every((part) =>
        row.includes(part),
      );
    });
    expect(formatFaults(stale.map(({ number, fault }) => `${number} ${fault}`))).toBe('');
  });

  it('has a scenario or a reason for every fault of the catalog', () => {
    const omitted = Object.keys(omittedNumbers).flatMap((numbers) => numbers.split(', ').flatMap(numbersIn));
    const covered = new Set([...omitted, ...scenarios.map(({ number }) => number)]);
    expect([...covered].toSorted((a, b) => a - b)).toEqual(numbersIn(`1 to ${faultsInTheCatalog}`));
  });
});
