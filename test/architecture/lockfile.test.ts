import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { formatFaults, readProjectFile } from '#test/support/project-files.ts';

const Package = z.object({
  resolved: z.string().optional(),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
});
const { packages } = z
  .object({ packages: z.record(z.string(), Package) })
  .parse(JSON.parse(readProjectFile('package-lock.json')));

describe('package-lock.json', () => {
  it('contains the packages of every platform: otherwise npm ci fails on all of them', () => {
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies }]) =>
      Object.keys(optionalDependencies).filter(
        (name) => !(`node_modules/${name}` in packages) && !(`${path}/node_modules/${name}` in packages),
      ),
    );
    expect(formatFaults(missing)).toBe('');
  });

  it('names no registry: npm uses the configured one', () => {
    expect(
      Object.entries(packages)
        .filter(([, { resolved }]) => resolved !== undefined)
        .map(([path]) => path),
    ).toEqual([]);
  });
});
