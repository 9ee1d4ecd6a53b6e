import { describe, expect, it } from 'vitest';
import { pages } from '#local/docs/pages.ts';
import { recordedShapes, storedShapes, unversionedChanges } from '#local/docs/stored-shapes.ts';
import { formatFaults, globProject, readProjectFile } from '#test/support/project-files.ts';

const fresh = await pages();

describe('docs/generated', () => {
  it.each(Object.entries(fresh))('%s says what the code says; if not, run npm run docs:generate', (file, text) => {
    expect(readProjectFile(`docs/generated/${file}`) === text).toBe(true);
  });

  it('holds nothing else', () => {
    // What was seen, not what the code says; and what the templates say: each is held by a test of its own.
    const others = ['faults.md', 'roles.md'];
    const files = [...Object.keys(fresh), ...others].toSorted();
    expect(globProject('docs/generated/*')).toEqual(files.map((file) => `docs/generated/${file}`));
  });
});

describe('what is stored', () => {
  it('changes its shape with its version, or not at all', async () => {
    expect(formatFaults(unversionedChanges(recordedShapes(), await storedShapes()))).toBe('');
  });

  it('is seen: a change without a version is refused, one with it is not', () => {
    const recorded = { customer: { version: 1, hash: 'a' } };
    expect(unversionedChanges(recorded, { customer: { version: 1, hash: 'b' } })).toHaveLength(1);
    expect(unversionedChanges(recorded, { customer: { version: 2, hash: 'b' } })).toEqual([]);
    expect(
      unversionedChanges(recorded, { customer: { version: 1, hash: 'a' }, event: { version: 1, hash: 'c' } }),
    ).toEqual([]);
  });

  it('is all looked at', async () => {
    expect(Object.keys(await storedShapes()).length).toBeGreaterThan(35);
  });
});
