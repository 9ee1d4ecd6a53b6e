import { describe, expect, it } from 'vitest';
import { pages } from '#local/docs/pages.ts';
import { recordedShapes, storedShapes, unversionedChanges } from '#local/docs/stored-shapes.ts';
import { formatFaults, globProject, readProjectFile } from '#test/support/project-files.ts';

const fresh = await pages();

describe('docs/generated', () => {
  it.each(Object.entries(fresh))('%s matches the code; if not, run npm run docs:generate', (file, text) => {
    expect(readProjectFile(`docs/generated/${file}`) === text).toBe(true);
  });

  it('has no other files', () => {
    // Written from runs and from templates; other tests check them.
    const others = ['faults.md', 'roles.md'];
    const files = [...Object.keys(fresh), ...others].toSorted();
    expect(globProject('docs/generated/*')).toEqual(files.map((file) => `docs/generated/${file}`));
  });
});

describe('what is stored', () => {
  it('changes its shape only with its version', async () => {
    expect(formatFaults(unversionedChanges(recordedShapes(), await storedShapes()))).toBe('');
  });

  it('is compared: a change without a new version is refused, one with a new version is accepted', () => {
    const recorded = { customer: { version: 1, hash: 'a' } };
    expect(unversionedChanges(recorded, { customer: { version: 1, hash: 'b' } })).toHaveLength(1);
    expect(unversionedChanges(recorded, { customer: { version: 2, hash: 'b' } })).toEqual([]);
    expect(
      unversionedChanges(recorded, { customer: { version: 1, hash: 'a' }, event: { version: 1, hash: 'c' } }),
    ).toEqual([]);
  });

  it('is compared completely', async () => {
    expect(Object.keys(await storedShapes()).length).toBeGreaterThan(35);
  });
});
