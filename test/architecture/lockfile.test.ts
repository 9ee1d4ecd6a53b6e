import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { formatFaults, globProject, readProjectFile } from '#test/support/project-files.ts';

const Package = z.object({
  integrity: z.string().optional(),
  inBundle: z.boolean().default(false),
  resolved: z.string().optional(),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
});
const Lockfile = z.object({ packages: z.record(z.string(), Package) });
const lockfiles = globProject('package-lock.json', '.ci/*/package-lock.json').map((file) => ({
  file,
  packages: Lockfile.parse(JSON.parse(readProjectFile(file))).packages,
}));

describe.each(lockfiles)('$file', ({ packages }) => {
  it('contains the packages of every platform: otherwise npm ci fails on all of them', () => {
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies }]) =>
      Object.keys(optionalDependencies).filter(
        (name) => !(`node_modules/${name}` in packages) && !(`${path}/node_modules/${name}` in packages),
      ),
    );
    expect(formatFaults(missing)).toBe('');
  });

  it('has a SHA-512 for every package, also for those of other platforms', () => {
    // What a package bundles is part of its own archive. The first entry is this project.
    const unverified = Object.entries(packages)
      .filter(([path, { inBundle }]) => path !== '' && !inBundle)
      .filter(([, { integrity }]) => !/^sha512-[\w+/]{86}==$/.test(integrity ?? ''))
      .map(([path]) => `${path}: write its "integrity", as npm view <package>@<version> dist.integrity prints it`);
    expect(formatFaults(unverified)).toBe('');
  });

  it('names no registry: npm uses the configured one', () => {
    expect(
      Object.entries(packages)
        .filter(([, { resolved }]) => resolved !== undefined)
        .map(([path]) => path),
    ).toEqual([]);
  });
});
