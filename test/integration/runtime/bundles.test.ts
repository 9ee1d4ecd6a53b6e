import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { surfaces } from '#shared/surfaces/index.ts';
import { builtBundles, bundlesFolder } from '#test/support/built-assembly.ts';

const root = resolve(import.meta.dirname, '../../..');
const kilobyte = 1000;
const SourceMap = z.looseObject({ sources: z.array(z.string()) });

const bundles = await builtBundles();
const named = (name: string) => {
  const bundle = bundles.find((each) => each.name === name);
  if (bundle === undefined) throw new Error(`there is no bundle ${name}`);
  return bundle;
};

describe('every bundle', () => {
  it('differs from all others', () => {
    expect(new Set(bundles.map(({ sha256 }) => sha256)).size).toBe(bundles.length);
  });

  it('contains neither the X-Ray SDK nor a credential provider that Lambda does not use', () => {
    const unused =
      /^aws-xray|^@aws-sdk\/(token-providers|nested-clients|credential-provider-(?!(env|node)$))|^@smithy\/credential-provider-imds/;
    expect(
      bundles.flatMap(({ name, packages }) =>
        packages.filter((each) => unused.test(each)).map((each) => `${name}: ${each}`),
      ),
    ).toEqual([]);
  });
});

const sourcesOf = (pattern: string): readonly string[] => {
  const maps = globSync(pattern, { cwd: bundlesFolder });
  expect(maps.length).toBeGreaterThan(100);
  return maps.flatMap((file) => SourceMap.parse(JSON.parse(readFileSync(join(bundlesFolder, file), 'utf8'))).sources);
};

describe('a source map', () => {
  it('names each file by its path from the root of the repository', () => {
    const ownFiles = sourcesOf('*/*/own-*.mjs.map').filter((source) => !source.startsWith('node_modules/'));
    expect(ownFiles.length).toBeGreaterThan(100);
    expect([...new Set(ownFiles)].filter((source) => !existsSync(join(root, source)))).toEqual([]);
  });
});

describe('a chunk with packages', () => {
  it('holds no file of ours, so that functions can share it', () => {
    const sources = sourcesOf('*/*/npm-*.mjs.map');
    expect(sources.filter((source) => !source.startsWith('node_modules/'))).toEqual([]);
  });

  it('is most of the code of every surface', () => {
    for (const { id } of surfaces) {
      const files = globSync('npm-*.mjs', { cwd: join(bundlesFolder, 'surfaces', id) });
      const bytes = files.reduce((sum, file) => sum + statSync(join(bundlesFolder, 'surfaces', id, file)).size, 0);
      expect(bytes, id).toBeGreaterThan(named(`surfaces/${id}`).bytes / 2);
    }
  });
});

describe.each(surfaces.map(({ id }) => id))('the bundle of the surface %s', (id) => {
  it('is at most 1,150 kB', () => {
    expect(named(`surfaces/${id}`).bytes).toBeLessThanOrEqual(1150 * kilobyte);
  });

  it('contains no other surface', () => {
    const { files } = named(`surfaces/${id}`);
    const others = files.filter(
      (file) => /^shared\/surfaces\/[^/]+\//.test(file) && !file.startsWith(`shared/surfaces/${id}/`),
    );
    expect(others).toEqual([]);
  });
});

describe('the functions without a database', () => {
  it.each(['api/not-found', 'api/health'])('%s contains no database client', (name) => {
    const { packages } = named(name);
    expect(packages.filter((each) => /dynamodb|electrodb/.test(each))).toEqual([]);
  });

  it('not-found is at most 60 kB', () => {
    expect(named('api/not-found').bytes).toBeLessThanOrEqual(60 * kilobyte);
  });
});
