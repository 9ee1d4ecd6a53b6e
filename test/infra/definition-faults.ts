import { awsErrorNames, errorCodes } from '#shared/kernel/errors.ts';

/** A state of a definition, as JSON has it. */
type State = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is State =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every state of a definition, with the machines inside its Maps and Parallels, by a path that says where. */
export const statesOf = (definition: unknown, at = ''): [string, State][] => {
  if (!isObject(definition) || !isObject(definition['States'])) return [];
  return Object.entries(definition['States']).flatMap(([name, state]): [string, State][] => {
    if (!isObject(state)) return [];
    const path = `${at}/${name}`;
    const inner = [
      state['ItemProcessor'],
      state['Iterator'],
      ...(Array.isArray(state['Branches']) ? state['Branches'] : []),
    ];
    return [[path, state], ...inner.flatMap((machine) => statesOf(machine, path))];
  });
};

/** What the local interpreter would silently do otherwise, each with what to write instead. */
const unknownHere: Readonly<Record<string, string>> = {
  Assign: 'keep it in the state with ResultPath',
  ItemReader: 'give the Map an ItemsPath',
  ResultWriter: 'let the task write what must be kept',
  ItemBatcher: 'let the child take one item',
  HeartbeatSeconds: 'use TimeoutSeconds',
};

const known = new Set<string>([...errorCodes, ...awsErrorNames]);

/** Everything in a definition that this project does not allow, one sentence per fault. */
export const faultsOf = (definition: unknown): string[] => {
  const faults: string[] = [];
  const text = JSON.stringify(definition);
  if (text.includes('JSONata')) faults.push('is in JSONata: write JSONPath');
  if (text.includes('waitForTaskToken')) faults.push('waits for a task token: answer paused and let a Wait state wait');
  if (/"\{%.*?%\}"/.test(text)) faults.push('holds a JSONata expression: write JSONPath');

  const states = statesOf(definition);
  const names = states.map(([path]) => path.slice(path.lastIndexOf('/') + 1));
  for (const name of new Set(names.filter((each, index) => names.indexOf(each) !== index))) {
    faults.push(`has two states named ${name}: give each its own name`);
  }
  for (const [path, state] of states) faults.push(...faultsOfState(path, state));
  return faults;
};

const faultsOfState = (path: string, state: State): string[] => {
  const faults = Object.entries(unknownHere)
    .filter(([field]) => field in state)
    .map(([field, instead]) => `${path} has ${field}: ${instead}`);
  if (state['Type'] === 'Task') {
    if (!('TimeoutSeconds' in state)) faults.push(`${path} has no TimeoutSeconds: say how long it may take`);
    for (const field of ['Retry', 'Catch']) {
      if (!Array.isArray(state[field]) || state[field].length === 0)
        faults.push(`${path} has no ${field}: say what happens when it fails`);
    }
  }
  for (const field of ['Retry', 'Catch']) {
    const rules = Array.isArray(state[field]) ? state[field] : [];
    for (const name of rules.flatMap((rule: unknown) =>
      isObject(rule) && Array.isArray(rule['ErrorEquals']) ? rule['ErrorEquals'] : [],
    )) {
      if (!known.has(String(name)))
        faults.push(
          `${path} matches ${String(name)}, which nobody raises: take a code of the error table or a name of AWS`,
        );
    }
  }
  return faults;
};
