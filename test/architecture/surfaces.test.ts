import { describe, expect, it } from 'vitest';
import { surfaces } from '#shared/surfaces/index.ts';
import { existsInProject, formatFaults, globProject, readProjectFile } from '#test/support/project-files.ts';

const folders = globProject('shared/surfaces/*/surface.ts').map((path) => path.split('/')[2] ?? '');
const camel = (id: string): string => id.replaceAll(/-([a-z])/g, (_match, letter: string) => letter.toUpperCase());

describe('the registry of surfaces', () => {
  it('holds every folder, in alphabetical order', () => {
    const ids = surfaces.map(({ id }) => id);
    const missing = folders
      .filter((id) => !ids.includes(id))
      .map((id) => `add ${camel(id)} to shared/surfaces/index.ts`);
    expect(formatFaults(missing)).toBe('');
    expect(ids).toEqual(ids.toSorted());
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe.each(surfaces.map((surface) => ({ id: surface.id, surface })))('surface $id', ({ id, surface }) => {
  const folder = `shared/surfaces/${id}`;

  it('has a folder with its id, with schema, normalization and page', () => {
    const missing = ['surface.ts', 'schema.ts', 'normalize.ts', 'README.md'].filter(
      (file) => !existsInProject(`${folder}/${file}`),
    );
    expect(formatFaults(missing.map((file) => `write ${folder}/${file}`))).toBe('');
  });

  it('has a Lambda that contains only the surface', () => {
    const handler = `functions/surfaces/${id}/handler.ts`;
    expect(existsInProject(handler), `write ${handler}: export const handler = collectSurface(${camel(id)})`).toBe(
      true,
    );
    const lines = readProjectFile(handler)
      .split('\n')
      .filter((line) => line !== '');
    expect(lines.at(-1)).toBe(`export const handler = collectSurface(${camel(id)});`);
    expect(lines.slice(0, -1).every((line) => line.startsWith('import '))).toBe(true);
    expect(globProject(`functions/surfaces/${id}/*`)).toEqual([handler]);
  });

  it('has a test and fixtures of Graph answers', () => {
    expect(existsInProject(`test/unit/${folder}/surface.test.ts`), `write test/unit/${folder}/surface.test.ts`).toBe(
      true,
    );
    expect(
      globProject(`test/fixtures/graph/${id}/*.json`).length,
      `add an answer of Graph to test/fixtures/graph/${id}/`,
    ).toBeGreaterThan(0);
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
    const scopes = surface.accessOptions.flatMap((way) => way.scopes.flat());
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
