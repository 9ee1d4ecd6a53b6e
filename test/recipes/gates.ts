import type { Gate, Recipe } from './recipe.ts';
import type { CommandResult, ScratchCopy } from './scratch-copy.ts';

/** Runs architecture tests by name, all of them by default. */
export const architecture = (copy: ScratchCopy, names: readonly string[] = []): CommandResult =>
  copy.runTool(
    'vitest',
    'run',
    '--project',
    'architecture',
    '--reporter',
    'dot',
    // It tests the tools, not the tree.
    '--exclude',
    'test/architecture/gates.test.ts',
    ...names.map((name) => `test/architecture/${name}.test.ts`),
  );

/** Incremental: the state of the compiler is kept outside of the working tree. */
export const types = (copy: ScratchCopy): CommandResult =>
  copy.runTool('tsc', '--noEmit', '--tsBuildInfoFile', '.git/types.tsbuildinfo');

export const generateDocs = (copy: ScratchCopy): CommandResult => copy.runScript('local/docs/generate.ts');

export const runGate = (copy: ScratchCopy, gate: Gate, { architectureTests }: Recipe): CommandResult =>
  gate === 'types' ? types(copy) : architecture(copy, architectureTests);

/** Every gate that a finished recipe must pass. `tests` are the tests that the recipe adds. */
export const allGates: Readonly<Record<string, (copy: ScratchCopy, tests: readonly string[]) => CommandResult>> = {
  types,
  format: (copy) => copy.runTool('biome', 'check', ...copy.touched().filter((path) => !path.startsWith('docs/'))),
  'direction of imports': (copy) =>
    copy.runTool('depcruise', '--config', '.dependency-cruiser.mjs', 'shared', 'functions', 'statemachines', 'test'),
  spelling: (copy) => copy.runTool('cspell', 'lint', '--no-progress', '--quiet', ...copy.touched()),
  'unused code': (copy) => copy.runTool('knip'),
  'architecture tests': (copy) => architecture(copy),
  'its own tests': (copy, tests) => copy.runTool('vitest', 'run', '--reporter', 'dot', ...tests),
};
