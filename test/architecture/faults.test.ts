import { describe, expect, it } from 'vitest';
import { omittedNumbers } from '#test/faults/matrix-page.ts';
import { scenarios } from '#test/faults/scenarios/index.ts';
import { removeProtection } from '#test/faults/unprotected-copy.ts';
import { formatFaults, readProjectFile } from '#test/support/project-files.ts';

const faultsInTheCatalog = 40;
const page = readProjectFile('docs/generated/faults.md');
const rowOf = (fault: string) =>
  page.split('\n').find((line) => line.startsWith('|') && line.includes(`| ${fault} |`)) ?? '';

/** `12`, or `30 to 33`. */
const numbersIn = (text: string): number[] => {
  const [from = 0, to = from] = text.split(' to ').map(Number);
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
};

describe('the matrix of faults', () => {
  it.each(scenarios)(
    'holds a protection against $number $fault that can be taken out of the source',
    ({ protection }) => {
      expect(() => removeProtection(readProjectFile(protection.file), protection)).not.toThrow();
    },
  );

  it('is the one that was seen last; if not, run npm run faults', () => {
    const stale = scenarios.filter(({ fault, expected, protection }) => {
      const row = rowOf(fault);
      return ![expected, protection.without, protection.file, 'as expected', '| yes |'].every((part) =>
        row.includes(part),
      );
    });
    expect(formatFaults(stale.map(({ number, fault }) => `${number} ${fault}`))).toBe('');
  });

  it('speaks of every fault of the catalog, or says why not', () => {
    const skipped = Object.keys(omittedNumbers).flatMap((numbers) => numbers.split(', ').flatMap(numbersIn));
    const spoken = new Set([...skipped, ...scenarios.map(({ number }) => number)]);
    expect([...spoken].toSorted((a, b) => a - b)).toEqual(numbersIn(`1 to ${faultsInTheCatalog}`));
  });
});
