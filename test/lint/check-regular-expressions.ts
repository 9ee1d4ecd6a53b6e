import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parseSync } from '@swc/core';
import { checkSync } from 'recheck';

/**
 * Checks every regular expression of the code that is deployed: matching must take time that grows with the length of
 * the text alone, because strangers write much of what is matched. `npm run lint:regex` runs it. It does not see
 * expressions that are built at run time, so none is built over the text of a caller.
 */
interface Found {
  readonly pattern: string;
  readonly flags: string;
  readonly files: Set<string>;
}

const literals = (node: unknown): ReadonlyArray<{ pattern: string; flags: string }> => {
  if (Array.isArray(node)) return node.flatMap(literals);
  if (typeof node !== 'object' || node === null) return [];
  if ('type' in node && node.type === 'RegExpLiteral' && 'pattern' in node && 'flags' in node) {
    return [{ pattern: String(node.pattern), flags: String(node.flags) }];
  }
  return Object.values(node).flatMap(literals);
};

const expressionsOf = (sources: ReadonlyArray<readonly [string, string]>): readonly Found[] => {
  const found = new Map<string, Found>();
  for (const [file, source] of sources) {
    for (const { pattern, flags } of literals(parseSync(source, { syntax: 'typescript', target: 'esnext' }))) {
      const key = `/${pattern}/${flags}`;
      const known = found.get(key) ?? { pattern, flags, files: new Set<string>() };
      known.files.add(file);
      found.set(key, known);
    }
  }
  return [...found.values()];
};

const complaintsAbout = (found: readonly Found[]): readonly string[] =>
  found.flatMap(({ pattern, flags, files }) => {
    const verdict = checkSync(pattern, flags, { timeout: 20_000 });
    if (verdict.status === 'safe') return [];
    const why = verdict.status === 'vulnerable' ? verdict.complexity.summary : 'not decided';
    return [`${[...files].join(', ')}: /${pattern}/${flags} is ${why}`];
  });

// It must be able to fail: this expression takes time that doubles with each character.
const planted = complaintsAbout(expressionsOf([['planted.ts', 'export const slow = /^(a+)+$/;']]));
if (planted.length !== 1) throw new Error('an expression that takes exponential time was not found');

const files = execFileSync('git', ['ls-files', 'shared/*.ts', 'functions/*.ts'], { encoding: 'utf8' })
  .trim()
  .split('\n');
const found = expressionsOf(files.map((file) => [file, readFileSync(file, 'utf8')]));
const complaints = complaintsAbout(found);
process.stdout.write(`${found.length} regular expressions in ${files.length} files, ${complaints.length} not linear\n`);
for (const complaint of complaints) process.stdout.write(`${complaint}\n`);
process.exitCode = complaints.length === 0 ? 0 : 1;
