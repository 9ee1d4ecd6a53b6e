import { dirname, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { discover } from '#infra/discover.ts';
import { surfaceContract } from '#shared/collecting/surface-contract.ts';
import type { Access } from '#shared/lambda/function-contract.ts';
import { formatFaults, globProject, readProjectFile, root } from '#test/support/project-files.ts';

/** Files that run with an entry point: its imports and theirs, types left out. */
const filesBehind = (entry: string, seen = new Set<string>()): ReadonlySet<string> => {
  if (seen.has(entry)) return seen;
  seen.add(entry);
  for (const [, clause = '', specifier = ''] of readProjectFile(entry).matchAll(
    /^(?:import|export)\s+([^;]*?)\s*from '([^']+)';/gms,
  )) {
    const onlyTypes = clause.startsWith('type ') || /^\{(\s*type \w+( as \w+)?,?)+\s*\}$/s.test(clause);
    if (onlyTypes || !/^[.#].*\.ts$/.test(specifier)) continue;
    const path = specifier.startsWith('#')
      ? specifier.slice(1)
      : relative(root, resolve(root, dirname(entry), specifier));
    filesBehind(path, seen);
  }
  return seen;
};

/** What a store's file asks for, by the partitions that it spells. */
const askedBy = (store: string): string[] => {
  const text = readProjectFile(store).replaceAll(/\/\*.*?\*\//gs, '');
  const partitions = Array.from(text.matchAll(/\bpk\(\s*\[[^\]]*\],\s*'([^']+)'/g), (match) => match[1] ?? '');
  return partitions.map((partition) => {
    if (partition.startsWith('MSP#')) return 'table';
    if (partition.startsWith('AUDIT')) return 'audit';
    return (
      {
        'DIRECTORY#MSPS': 'msps',
        'DIRECTORY#IDENTITIES': 'identities',
        'DIRECTORY#DUE': 'due-connections',
        'DIRECTORY#EXPIRY': 'credential-expiry',
        'DIRECTORY#TOKENS': 'tokens',
      }[partition.split('#').slice(0, 2).join('#')] ?? partition
    );
  });
};

const grantedBy = ({ table, audit, directories = [], readsDirectories = [] }: Access): string[] => [
  ...(table === undefined ? [] : ['table']),
  ...(audit === undefined ? [] : ['audit']),
  ...directories,
  ...readsDirectories,
];

/** Reached by an import and not called: the handler of every route can keep answers, and a member's records come with those of joining. */
const uncalled: Readonly<Record<string, readonly string[]>> = {
  'functions/api/audit': ['identities', 'msps'],
  'functions/api/health': ['table'],
  'functions/api/me': ['identities', 'msps'],
  'functions/api/members': ['msps'],
  'functions/api/not-found': ['table'],
  'functions/api/openapi': ['table'],
  'functions/operations/authorize': ['msps'],
  'functions/sync/list-connections': ['table'],
};

/** Whoever reads a connection imports what changes it: when its credential ends is touched by those that change it, and by the scan. */
const touchesExpiry = (folder: string): boolean =>
  globProject(`${folder}/*.ts`).some((path) =>
    /\bdirectoryExpiry\(|\bconnections\.(create|remove|replaceCredential|recordCredentialState|recordSecretExpiry)\(/.test(
      readProjectFile(path),
    ),
  );
const askedIn = (folder: string): ReadonlySet<string> => {
  const stores = [...filesBehind(`${folder}/handler.ts`)].filter((path) => path.startsWith('shared/store/'));
  const asked = new Set(stores.flatMap(askedBy));
  if (!touchesExpiry(folder)) asked.delete('credential-expiry');
  return asked;
};

const { sync, api, operations } = await discover();
const functions = [
  ...[...sync, ...api, ...operations].map(({ group, name, contract }) => ({
    folder: `functions/${group}/${name}`,
    access: contract.access,
  })),
  ...globProject('functions/surfaces/*/handler.ts').map((handler) => ({
    folder: dirname(handler),
    access: surfaceContract.access,
  })),
];

describe('a function’s contract', () => {
  it.each(functions)('$folder asks for the partitions that its stores touch', ({ folder, access }) => {
    const missing = [...askedIn(folder)].filter(
      (what) => ![...grantedBy(access), ...(uncalled[folder] ?? [])].includes(what),
    );
    expect(
      formatFaults(
        missing.map((what) => `${folder}/contract.ts: its stores touch ${what}, its access does not name it`),
      ),
    ).toBe('');
  });

  it.each(functions)('$folder asks for no partition that none of its stores touches', ({ folder, access }) => {
    const asked = askedIn(folder);
    const idle = grantedBy(access).filter((what) => !asked.has(what));
    expect(formatFaults(idle.map((what) => `${folder}/contract.ts: take ${what} out of access`))).toBe('');
  });
});
