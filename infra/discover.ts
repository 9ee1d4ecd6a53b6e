import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ApiContract, FunctionContract, MachineName, TaskContract } from '#shared/contract/function-contract.ts';

const root = resolve(import.meta.dirname, '..');

export interface FoundFunction<Contract extends FunctionContract = FunctionContract> {
  readonly group: 'sync' | 'api' | 'operations';
  /** Name of the folder. */
  readonly name: string;
  readonly contract: Contract;
}

/** Finds functions and machines by their folders, so that a new one needs no change of the infrastructure. */
export interface Parts {
  readonly sync: readonly FoundFunction<TaskContract>[];
  readonly api: readonly FoundFunction<ApiContract>[];
  readonly operations: readonly FoundFunction<TaskContract>[];
  readonly machines: readonly FoundMachine[];
}

export interface FoundMachine {
  readonly name: MachineName;
  readonly definitionFile: string;
}

const machineNames: readonly MachineName[] = ['tenant-posture', 'tenant-communications', 'book-sync'];

export const discover = async (): Promise<Parts> => {
  const [sync, api, operations] = await Promise.all([
    contractsIn('sync'),
    contractsIn('api'),
    contractsIn('operations'),
  ]);
  const machines = machineNames.map((name) => ({
    name,
    definitionFile: resolve(root, `statemachines/${name}/definition.asl.json`),
  }));
  return {
    sync: sync.filter((found) => isTask(found)),
    api: api.filter((found) => isApi(found)),
    operations: operations.filter((found) => isTask(found)),
    machines,
  };
};

const contractsIn = async (group: FoundFunction['group']): Promise<FoundFunction[]> => {
  const files = globSync(`functions/${group}/*/contract.ts`, { cwd: root }).sort();
  return Promise.all(
    files.map(async (file) => {
      const module: unknown = await import(pathToFileURL(resolve(root, file)).href);
      const name = file.split(/[/\\]/).at(-2) ?? file;
      return { group, name, contract: contractOf(module, file) };
    }),
  );
};

const contractOf = (module: unknown, file: string): FunctionContract => {
  const contract: unknown =
    typeof module === 'object' && module !== null && 'contract' in module ? module.contract : undefined;
  const isContract = typeof contract === 'object' && contract !== null && 'kind' in contract && 'access' in contract;
  if (!isContract)
    throw new Error(
      `${file} exports no contract; write: export const contract = taskContract({ … }) or apiContract({ … })`,
    );
  return contract as unknown as FunctionContract; // created by one of these two functions, whose types check the rest
};

const isTask = (found: FoundFunction): found is FoundFunction<TaskContract> =>
  'kind' in found.contract && found.contract.kind === 'task';
const isApi = (found: FoundFunction): found is FoundFunction<ApiContract> =>
  'kind' in found.contract && found.contract.kind === 'api';
