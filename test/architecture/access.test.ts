import { dirname, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { discover } from '#infra/discover.ts';
import { surfaceContract } from '#shared/collecting/surface-contract.ts';
import type { Access } from '#shared/contract/function-contract.ts';
import { formatFaults, globProject, readProjectFile, root } from '#test/support/project-files.ts';

/** The files that an entry point imports, directly and transitively, without type imports. */
const importedFiles = (entry: string, seen = new Set<string>()): ReadonlySet<string> => {
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
    importedFiles(path, seen);
  }
  return seen;
};

/** The partitions that a store's file accesses, by the keys it spells. */
const partitionsOf = (store: string): string[] => {
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

/**
 * Partitions that are imported and never accessed: the handler of every route can store answers, and the store of
 * members also holds that of invitations.
 */
const importedOnly: Readonly<Record<string, readonly string[]>> = {
  'functions/api/audit': ['identities', 'msps'],
  'functions/api/health': ['table'],
  'functions/api/me': ['identities', 'msps'],
  'functions/api/members': ['msps'],
  'functions/api/not-found': ['table'],
  'functions/api/openapi': ['table'],
  'functions/operations/authorize': ['msps'],
  'functions/sync/list-connections': ['table'],
};

/**
 * Every reader of connections imports the code that changes them. Only a function that calls one of the changes, or the
 * scan of expiring credentials, accesses the partition of expiry.
 */
const touchesExpiry = (folder: string): boolean =>
  globProject(`${folder}/*.ts`).some((path) =>
    /\bdirectoryExpiry\(|\bconnections\.(create|remove|replaceCredential|recordCredentialState|recordSecretExpiry)\(/.test(
      readProjectFile(path),
    ),
  );
const partitionsUsedIn = (folder: string): ReadonlySet<string> => {
  const stores = [...importedFiles(`${folder}/handler.ts`)].filter((path) => path.startsWith('shared/store/'));
  const used = new Set(stores.flatMap(partitionsOf));
  if (!touchesExpiry(folder)) used.delete('credential-expiry');
  return used;
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
  it.each(functions)('$folder has access to the partitions that its stores use', ({ folder, access }) => {
    const missing = [...partitionsUsedIn(folder)].filter(
      (what) => ![...grantedBy(access), ...(importedOnly[folder] ?? [])].includes(what),
    );
    expect(formatFaults(missing.map((what) => `${folder}/contract.ts: its stores use ${what}: add it to access`))).toBe(
      '',
    );
  });

  it.each(functions)('$folder has access to no partition that none of its stores uses', ({ folder, access }) => {
    const used = partitionsUsedIn(folder);
    const unused = grantedBy(access).filter((what) => !used.has(what));
    expect(
      formatFaults(unused.map((what) => `${folder}/contract.ts: no store uses ${what}: remove it from access`)),
    ).toBe('');
  });
});
