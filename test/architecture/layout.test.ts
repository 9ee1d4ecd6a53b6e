import { describe, expect, it } from 'vitest';
import { formatFaults, globProject, readProjectFile } from '#test/support/project-files.ts';

/**
 * A kind of thing that consists of several files. Where one of them exists, the others must exist, too, and so must its
 * line in the registry. This test imports none of them: a missing file would end it before it could name the file.
 */
interface Layout {
  /** Paths with placeholders, and what each file holds. */
  readonly files: Readonly<Record<string, string>>;
  readonly registry: { readonly file: string; readonly imports: string };
  /** Things that share a part of the layout, with the reason why they lack the rest. */
  readonly except?: Readonly<Record<string, string>>;
}

const layouts: Readonly<Record<string, Layout>> = {
  surface: {
    files: {
      'shared/surfaces/<id>/schema.ts': 'the zod schemas of Graph’s answer and of the fact',
      'shared/surfaces/<id>/normalize.ts': 'the pure function from the answer to the fact',
      'shared/surfaces/<id>/surface.ts': 'the declaration, made with defineSurface',
      'shared/surfaces/<id>/README.md': 'what it reads, its scopes, plan and interval, and Microsoft’s page',
      'functions/surfaces/<id>/handler.ts': 'its Lambda, export const handler = collectSurface(<camelId>);',
      'test/fixtures/graph/<id>/<case>.json': 'an answer of Graph by path, with fictitious people',
      'test/unit/shared/surfaces/<id>/surface.test.ts': 'an answer in, facts out; a malformed answer is refused',
    },
    registry: { file: 'shared/surfaces/index.ts', imports: './<id>/surface.ts' },
  },
  finding: {
    files: {
      'shared/findings/<area>/<desired-state>/finding.ts': 'the declaration, made with defineFinding',
      'shared/findings/<area>/<desired-state>/remediation.ts': 'the steps, and how to see that they worked',
      'test/unit/shared/findings/<area>/<desired-state>/finding.test.ts': 'a passing tenant, then one field at a time',
    },
    registry: { file: 'shared/findings/index.ts', imports: './<area>/<desired-state>/finding.ts' },
  },
  view: {
    files: {
      'shared/views/<view>/shape.ts': 'the zod schema of the page',
      'shared/views/<view>/make.ts': 'the function from the tenants of a customer to the page',
      'shared/views/<view>/view.ts': 'the declaration, made with defineView',
    },
    registry: { file: 'shared/views/index.ts', imports: './<view>/view.ts' },
    except: { hub: 'the page of the cards of all views', drift: 'a card without a page' },
  },
};

const placeholder = /<[\w-]+>/g;

/** The values of the placeholders in paths that match a template. `<case>` is free. */
const valuesIn = (template: string, paths: readonly string[]): Record<string, string>[] => {
  const names = Array.from(template.matchAll(placeholder), ([name]) => name);
  const escaped = template.split(placeholder).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = new RegExp(`^${escaped.join('([\\w-]+)')}$`);
  return paths.flatMap((path) => {
    const values = pattern.exec(path)?.slice(1);
    if (values === undefined) return [];
    return [
      Object.fromEntries(names.map((name, at) => [name, values[at] ?? '']).filter(([name]) => name !== '<case>')),
    ];
  });
};

const fill = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replaceAll(placeholder, (name) => values[name] ?? name);

const camelCase = (id: string): string => id.replaceAll(/-(\w)/g, (_match, letter: string) => letter.toUpperCase());

const importsOf = (file: string): string[] =>
  Array.from(readProjectFile(file).matchAll(/ from '(\.\/[^']+)'/g), (match) => match[1] ?? '');

/** The missing files and registry lines of a layout. */
const missingFrom = ({ files, registry, except = {} }: Layout): string[] => {
  const templates = Object.keys(files);
  const paths = new Set(globProject(...templates.map((template) => template.replaceAll(placeholder, '*'))));
  const imports = importsOf(registry.file);
  const found = [
    ...templates.flatMap((template) => valuesIn(template, [...paths])),
    ...valuesIn(registry.imports, imports),
  ];
  const things = [...new Map(found.map((values) => [JSON.stringify(values), values])).values()].filter(
    (values) => !Object.values(values).some((value) => value in except),
  );
  return things.flatMap((values) => {
    const name = camelCase(Object.values(values).at(-1) ?? '');
    const written = templates.filter((template) => {
      const path = fill(template, values);
      return !(path.includes('<') ? valuesIn(path, [...paths]).length > 0 : paths.has(path));
    });
    return [
      ...written.map((template) => `write ${fill(template, values)}: ${files[template]?.replace('<camelId>', name)}`),
      ...(imports.includes(fill(registry.imports, values)) ? [] : [`add ${name} to ${registry.file}`]),
    ];
  });
};

describe.each(Object.entries(layouts))('every %s', (_kind, layout) => {
  it('has all of its files and its line in the registry', () => {
    expect(formatFaults(missingFrom(layout))).toBe('');
  });
});
