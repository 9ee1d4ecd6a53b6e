import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { runTool, withPlantedFiles } from '#test/support/planted-files.ts';
import { readProjectFile, root } from '#test/support/project-files.ts';

const compilerOptions = (include: readonly string[]) =>
  JSON.stringify({ extends: '../../tsconfig.json', include, exclude: [] });

describe('oxlint', () => {
  const sound =
    'const later = async (): Promise<void> => {};\nexport const waits = async (): Promise<void> => {\n  await later();\n};\n';
  const files = {
    'tsconfig.json': JSON.stringify({ compilerOptions: { strict: true, lib: ['ES2024'] }, include: ['*.ts'] }),
    'sound.ts': sound,
    'floating.ts': `${sound}export const forgets = (): void => {\n  later();\n};\n`,
    'misused.ts': `${sound}export const each = (all: string[]): void => {\n  all.forEach(async () => later());\n};\n`,
  };

  it('catches a floating promise and a misused promise', async () => {
    // Outside the project, because oxlint skips ignored files.
    const { passed, output } = await withPlantedFiles(
      files,
      (folder) => runTool('oxlint', ['--type-aware', '--config', `${root}/.oxlintrc.json`], folder),
      tmpdir(),
    );
    expect(passed).toBe(false);
    expect(output).toMatch(/no-floating-promises[\s\S]*floating\.ts/);
    expect(output).toMatch(/no-misused-promises[\s\S]*misused\.ts/);
    expect(output).not.toContain('sound.ts');
  });
});

describe('biome', () => {
  const lint = (code: string) =>
    withPlantedFiles({ 'planted.ts': code }, (folder) =>
      runTool('biome', ['check', '--vcs-enabled=false', `--config-path=${root}/biome.json`, `${folder}/planted.ts`]),
    );

  it('passes valid code', async () => {
    expect(await lint('export const one = 1;\n')).toMatchObject({ passed: true });
  });

  it.each([
    ['noExplicitAny', 'export const loose = (value: any): unknown => value;\n'],
    ['noNonNullAssertion', 'export const sure = (value: string | undefined): string => value!;\n'],
    ['noUnusedVariables', 'const unused = 1;\nexport const one = 1;\n'],
    ['noConsole', "export const says = (): void => console.log('aloud');\n"],
    ['noFocusedTests', "import { it } from 'vitest';\n\nit.only('alone', () => {});\n"],
    ['noSkippedTests', "import { it } from 'vitest';\n\nit.skip('later', () => {});\n"],
    ['format', 'export const one  =  1\n'],
  ])('catches %s', async (rule, code) => {
    const { passed, output } = await lint(code);
    expect(passed).toBe(false);
    expect(output).toContain(rule);
  });
});

describe('cspell', () => {
  it('catches British spelling and a word that is none', async () => {
    // In parts, so that this file does not contain them. cspell:ignore licen organi recieve
    const wrong = [`licen${'ce'}`, `col${'our'}`, `organi${'ser'}`, `recieve${'d'}x`];
    const { passed, output } = await withPlantedFiles(
      { 'wrong.md': `${wrong.join(' ')} license color organizer received\n` },
      (folder) =>
        runTool(
          'cspell',
          [
            'lint',
            '--no-progress',
            '--no-gitignore',
            '--config',
            `${root}/cspell.config.yaml`,
            '--root',
            folder,
            'wrong.md',
          ],
          folder,
        ),
      tmpdir(),
    );
    expect(passed).toBe(false);
    for (const word of wrong) expect(output).toContain(word);
    expect(output).toContain('Issues found: 4');
  });
});

describe('knip', () => {
  const files = {
    'package.json': JSON.stringify({ name: 'planted', type: 'module', dependencies: { zod: '*' } }),
    'knip.json': JSON.stringify({
      ...JSON.parse(readProjectFile('knip.json')),
      entry: ['shared/start.ts'],
      ignoreDependencies: [],
    }),
    'shared/start.ts': "import { used } from './parts.ts';\nused();\n",
    'shared/parts.ts': 'export const used = (): void => {};\nexport const deadExport = 1;\n',
    'shared/dead-file.ts': 'export const nobody = 1;\n',
  };

  it('catches a dead file, a dead export and an unused dependency', async () => {
    const { passed, output } = await withPlantedFiles(files, (folder) =>
      runTool('knip', ['--directory', folder, '--no-progress'], folder),
    );
    expect(passed).toBe(false);
    for (const dead of ['dead-file.ts', 'deadExport', 'zod']) expect(output).toContain(dead);
  });
});

describe('tsc', () => {
  const files = {
    'tsconfig.json': compilerOptions(['*.ts']),
    'no-scope.ts':
      "import { customers } from '#shared/store/customer-store.ts';\nexport const all = (table: Parameters<typeof customers>[0]) => customers(table).list();\n",
    'own-scope.ts':
      "import { customers } from '#shared/store/customer-store.ts';\nimport { MspId } from '#shared/kernel/ids.ts';\nexport const all = (table: Parameters<typeof customers>[0], mspId: MspId) => customers(table).list({ mspId });\n",
    'no-value.ts':
      "import type { Values } from '#infra/environment-values.ts';\nexport const without = ({ TABLE_NAME: _dropped, ...rest }: Values): Values => rest;\n",
    'sound.ts':
      "import { customers } from '#shared/store/customer-store.ts';\nimport type { MspScope } from '#shared/kernel/scope.ts';\nexport const all = (table: Parameters<typeof customers>[0], scope: MspScope) => customers(table).list(scope);\n",
  };

  it('refuses a store method without a scope, a scope literal, and a stack without a required variable', async () => {
    const { passed, output } = await withPlantedFiles(files, (folder) =>
      runTool('tsc', ['--noEmit', '--project', `${folder}/tsconfig.json`]),
    );
    const wrong = new Set(Array.from(output.matchAll(/([a-z-]+)\.ts\(\d/g), (match) => match[1]));
    expect(passed).toBe(false);
    expect([...wrong].toSorted()).toEqual(['no-scope', 'no-value', 'own-scope']);
  }, 60_000);
});
