import { describe, expect, it } from 'vitest';
import { surfaces } from '#shared/surfaces/index.ts';
import { formatFaults, globProject, readProjectFile } from '#test/support/project-files.ts';

const folders = globProject('shared/surfaces/*/surface.ts').map((path) => path.split('/')[2] ?? '');
const camel = (id: string): string => id.replaceAll(/-([a-z])/g, (_match, letter: string) => letter.toUpperCase());

describe('the registry of surfaces', () => {
  it('names each surface by its folder, in alphabetical order', () => {
    const ids = surfaces.map(({ id }) => id);
    const wrong = ids.filter((id) => !folders.includes(id));
    expect(
      formatFaults(wrong.map((id) => `${id} is not the name of its folder: move it to shared/surfaces/${id}`)),
    ).toBe('');
    expect(ids).toEqual(ids.toSorted());
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe.each(surfaces.map((surface) => ({ id: surface.id, surface })))('surface $id', ({ id, surface }) => {
  const folder = `shared/surfaces/${id}`;

  it('has a Lambda that contains only the surface', () => {
    const handler = `functions/surfaces/${id}/handler.ts`;
    const lines = readProjectFile(handler)
      .split('\n')
      .filter((line) => line !== '');
    expect(lines.at(-1)).toBe(`export const handler = collectSurface(${camel(id)});`);
    expect(lines.slice(0, -1).every((line) => line.startsWith('import '))).toBe(true);
    expect(globProject(`functions/surfaces/${id}/*`)).toEqual([handler]);
  });

  it('names its scopes and Microsoft’s page in its README', () => {
    const page = readProjectFile(`${folder}/README.md`);
    const unnamed = surface.accessOptions
      .flatMap(({ scopes }) => scopes.flat())
      .filter((scope) => !page.includes(scope));
    expect(formatFaults(unnamed.map((scope) => `name ${scope} in ${folder}/README.md`))).toBe('');
    expect(surface.reference).toMatch(/^https:\/\/learn\.microsoft\.com\/graph\//);
    expect(page).toContain(surface.reference);
  });

  it('requests no scope that can write', () => {
    const scopes = surface.accessOptions.flatMap((option) => option.scopes.flat());
    expect(
      scopes.filter((scope) =>
        scope.split('.').some((part) => /^(ReadWrite|Write|Send|Manage|FullControl)$/.test(part)),
      ),
    ).toEqual([]);
  });

  it('depends only on surfaces that exist', () => {
    const ids = surfaces.map((other) => other.id);
    expect((surface.after ?? []).filter((other) => !ids.includes(other))).toEqual([]);
  });
});
