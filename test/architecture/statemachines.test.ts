import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { errorDefinition, isErrorCode } from '#shared/kernel/errors.ts';
import { surfaces } from '#shared/surfaces/index.ts';
import { statesOf } from '#test/infra/definition-faults.ts';

const machines = ['book-sync', 'tenant-posture', 'tenant-communications'];
const express = ['tenant-posture', 'tenant-communications'];
const folder = (machine: string) => new URL(`../../statemachines/${machine}/`, import.meta.url);
// The time-out is compared below.
const definitionOf = (machine: string): { TimeoutSeconds: number } =>
  JSON.parse(readFileSync(new URL('definition.asl.json', folder(machine)), 'utf8')) as { TimeoutSeconds: number };
const pageOf = (machine: string) => readFileSync(new URL('README.md', folder(machine)), 'utf8');
const stateOf = (machine: string, name: string) =>
  statesOf(definitionOf(machine)).find(([path]) => path.endsWith(`/${name}`))?.[1] ?? {};

describe.each(machines)('the machine %s', (machine) => {
  it('has a contract, and a page with a diagram and a table of failures', () => {
    expect(existsSync(new URL('contract.ts', folder(machine)))).toBe(true);
    expect(pageOf(machine)).toContain('```mermaid');
    expect(pageOf(machine)).toContain('## When something fails');
  });

  it('shows every state in the diagram', () => {
    const names = statesOf(definitionOf(machine)).map(([path]) => path.slice(path.lastIndexOf('/') + 1));
    expect(names.length).toBeGreaterThan(5);
    expect(names.filter((name) => !pageOf(machine).includes(name))).toEqual([]);
  });

  it('retries only errors that the error table marks as retryable', () => {
    const retried = statesOf(definitionOf(machine))
      .flatMap(([, { Retry }]) => (Retry as { ErrorEquals: string[] }[] | undefined) ?? [])
      .flatMap(({ ErrorEquals }) => ErrorEquals);
    expect(retried.filter((name) => isErrorCode(name) && errorDefinition(name).retry === 'never')).toEqual([]);
    expect(retried).not.toContain('States.ALL');
  });

  it('maps over objects, never over scalars', () => {
    const maps = statesOf(definitionOf(machine)).filter(([, { Type }]) => Type === 'Map');
    expect(maps.filter(([, { ItemSelector }]) => typeof ItemSelector !== 'object')).toEqual([]);
  });
});

describe('express machines', () => {
  it.each(express)('ends %s within five minutes, and every surface before that', (machine) => {
    const { TimeoutSeconds } = definitionOf(machine);
    expect(TimeoutSeconds).toBeLessThan(300);
    expect(Number(stateOf(machine, 'ReadSurface')['TimeoutSeconds'])).toBeLessThan(TimeoutSeconds);
  });

  it('waits for a child longer than the child may run', () => {
    const waits = Number(stateOf('book-sync', 'SyncTenant')['TimeoutSeconds']);
    for (const machine of express) expect(waits).toBeGreaterThan(definitionOf(machine).TimeoutSeconds);
  });

  it('has no surface with a timeout above five minutes', () => {
    expect(surfaces.filter(({ timeoutSeconds = 0 }) => timeoutSeconds > 300)).toEqual([]);
  });
});
