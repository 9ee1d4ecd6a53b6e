import { describe, expect, it } from 'vitest';
import {
  existsInProject,
  formatFaults,
  globProject,
  projectFiles,
  readProjectFile,
} from '#test/support/project-files.ts';

const files = projectFiles();
const isText = (path: string): boolean => /\.(ts|mjs|json|md|yaml|yml|sh)$|^\.[\w/-]+$/.test(path);
const texts = files.filter((path) => isText(path) && path !== 'package-lock.json');

describe('names', () => {
  it('are kebab-case', () => {
    const allowed = /^(README|CONTRIBUTING|CHANGELOG)\.md$|^[\d.]*[a-z0-9]+([-.][a-z0-9]+)*$|^\.[a-z0-9.-]+$/;
    const wrong = files.filter((path) => path.split('/').some((part) => !allowed.test(part)));
    expect(formatFaults(wrong)).toBe('');
  });

  it('describe the content', () => {
    const vague = files.filter((path) =>
      /(^|[/-])(utils?|helpers?|common|manager|service|misc)(\.ts$|\/)/.test(path.replace('secrets-manager', '')),
    );
    expect(formatFaults(vague.map((path) => `${path}: name it by its content`))).toBe('');
  });
});

/** Base names that stand for the same part of every folder that has one. */
const conventions: ReadonlySet<string> = new Set([
  // A function: functions/<group>/<name>/.
  'handler.ts',
  'contract.ts',
  'wire.ts',
  'deps.ts',
  'use-cases.ts',
  // A surface, a finding and a view of the registries in shared/.
  'surface.ts',
  'schema.ts',
  'normalize.ts',
  'finding.ts',
  'sentences.ts',
  'remediation.ts',
  'view.ts',
  'shape.ts',
  'make.ts',
  'card.ts',
  // A registry.
  'index.ts',
]);

describe('base names', () => {
  it('are used once, unless they are a convention', () => {
    const sources = files.filter((path) => /\.(ts|tsx|mjs)$/.test(path) && !path.startsWith('test/'));
    const byName = Map.groupBy(sources, (path) => path.slice(path.lastIndexOf('/') + 1));
    const repeated = [...byName].filter(([name, paths]) => paths.length > 1 && !conventions.has(name));
    expect(
      formatFaults(repeated.map(([name, paths]) => `${name}: name each by its own content: ${paths.join(', ')}`)),
    ).toBe('');
  });
});

/** Type names that stand for the same part of every folder that has one. */
const conventionalTypes: ReadonlySet<string> = new Set(['Deps', 'Input', 'Output']);

describe('exported type names of what is deployed', () => {
  it('are declared once, unless they are a convention', () => {
    const declarations = globProject('shared/**/*.ts', 'functions/**/*.ts', 'statemachines/**/*.ts').flatMap((path) =>
      Array.from(readProjectFile(path).matchAll(/^export (?:type|interface) (\w+)/gm), (match) => ({
        name: match[1] ?? '',
        path,
      })),
    );
    expect(declarations.length).toBeGreaterThan(100);
    const repeated = [...Map.groupBy(declarations, ({ name }) => name)].filter(
      ([name, each]) => each.length > 1 && !conventionalTypes.has(name),
    );
    expect(
      formatFaults(
        repeated.map(
          ([name, each]) =>
            `${name}: import it if the meaning is the same, else rename: ${each.map(({ path }) => path).join(', ')}`,
        ),
      ),
    ).toBe('');
  });
});

describe('tests', () => {
  it('mirror the source', () => {
    const orphans = globProject('test/unit/**/*.test.ts').filter((path) => {
      const mirrored = path.replace('test/unit/', '').replace(/\.test\.ts$/, '');
      return !['.ts', '.mjs', ''].some((end) => existsInProject(`${mirrored}${end}`));
    });
    expect(formatFaults(orphans.map((path) => `${path}: no source at that path; move the test`))).toBe('');
  });
});

describe('the text of the project', () => {
  // Split, so that this file does not match itself.
  const forbidden: [RegExp, string][] = [
    [new RegExp(`${'/'}work${'/'}|${'/'}root${'/'}|${'/'}home${'/'}[a-z]`), 'a path of a local machine'],
    [/registry\.npm(js|mirror)\.\w+|_authToken/, 'a registry: npm uses the configured one'],
    [new RegExp(`\\b${'TO'}${'DO'}\\b|\\b${'FIX'}${'ME'}\\b`), 'a to-do note: do it, or open an issue'],
    [/[a-z0-9]@(gmail|outlook|hotmail|yahoo)\.com/i, 'an address that may exist: use example.com'],
  ];

  it.each(forbidden)('never contains %s (%s)', (pattern) => {
    const hits = texts.filter(
      (path) => path !== 'test/architecture/tree.test.ts' && pattern.test(readProjectFile(path)),
    );
    expect(formatFaults(hits)).toBe('');
  });
});

describe('links', () => {
  it.each(globProject('*.md', 'docs/**/*.md', 'shared/**/*.md', 'statemachines/**/*.md'))(
    'of %s lead to files that exist',
    (page) => {
      const folder = page.includes('/') ? page.slice(0, page.lastIndexOf('/')) : '.';
      const broken = Array.from(
        readProjectFile(page).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g),
        (match) => match[1] ?? '',
      ).filter((link) => !existsInProject(`${folder}/${link}`));
      expect(formatFaults(broken)).toBe('');
    },
  );
});
