import { StateMachine, type StateMachineDefinition } from 'aws-local-stepfunctions';
import { type Definition, nestedIn, type State } from './definition.ts';
import { integrationOf } from './integration.ts';

/**
 * Fields that the interpreter silently gets wrong or that nothing implements here. Each is refused when the stack
 * starts, so that a definition that passes here means the same in AWS.
 */
const refusedFields: Readonly<Record<string, string>> = {
  Assign: 'variables are ignored by the interpreter',
  Arguments: 'JSONata is ignored by the interpreter',
  Output: 'JSONata is ignored by the interpreter',
  ItemReader: 'items are not read from S3 here',
  ResultWriter: 'results are not written to S3 here',
  HeartbeatSeconds: 'heartbeats are not watched here',
  HeartbeatSecondsPath: 'heartbeats are not watched here',
  TimeoutSecondsPath: 'only a fixed TimeoutSeconds is watched here',
  ToleratedFailurePercentagePath: 'only a fixed tolerance is supported here',
  ToleratedFailureCountPath: 'only a fixed tolerance is supported here',
  Credentials: 'there are no other accounts here',
};

interface RefusedPath {
  readonly pattern: RegExp;
  readonly reason: string;
}

const refusedPaths: readonly RefusedPath[] = [
  { pattern: /\$\$\.Task\./, reason: 'task tokens cannot be returned here' },
  { pattern: /\$\$\.State\.RetryCount/, reason: 'the interpreter does not count retries' },
  { pattern: /(^|[^\w$])\$[A-Za-z_]/, reason: 'variables are not supported by the interpreter' },
  {
    pattern: /\[\s*\*|\.\*|\.\.|\[\s*\?/,
    reason: 'a path that may match nothing fails here, but gives an empty list in AWS',
  },
  { pattern: /\[\s*-|\[\s*\d*\s*:/, reason: 'negative indexes and slices are not supported by the interpreter' },
  { pattern: /\.length\b/, reason: 'the interpreter reads the length of a list; use States.ArrayLength' },
];

const isPath = (key: string, value: unknown): value is string =>
  typeof value === 'string' && (key.endsWith('.$') || key.endsWith('Path') || key === 'Variable');

/** Checks a value of a state. Nested definitions are skipped: they are checked as definitions. */
const problemsInValue = (key: string, value: unknown, depth: number): readonly string[] => {
  if (isPath(key, value)) {
    return refusedPaths
      .filter(({ pattern }) => pattern.test(value))
      .map(({ reason }) => `${key} is ${value}: ${reason}`);
  }
  if (typeof value !== 'object' || value === null) return [];
  if (depth === 0 && ['ItemProcessor', 'Iterator', 'Branches'].includes(key)) return [];
  const entries = Array.isArray(value) ? value.map((one) => [key, one] as const) : Object.entries(value);
  return entries.flatMap(([inner, one]) => problemsInValue(inner, one, depth + 1));
};

const falsyScalar = (value: unknown): boolean => value === 0 || value === '' || value === false || value === null;

const problemsOfState = (state: State): readonly string[] => {
  const problems = Object.keys(state)
    .filter((field) => field in refusedFields)
    .map((field) => `${field}: ${refusedFields[field]}`);
  if (state['QueryLanguage'] === 'JSONata') problems.push('QueryLanguage JSONata is ignored by the interpreter');
  if (state.Type === 'Task' && state.Resource?.includes('.waitForTaskToken') === true) {
    problems.push('waitForTaskToken is not supported here');
  } else if (state.Type === 'Task' && integrationOf(state.Resource ?? '') === undefined) {
    problems.push(`the resource ${state.Resource} is not supported here`);
  }
  if (state.Type === 'Pass' && 'Result' in state && falsyScalar(state['Result'])) {
    problems.push('a Result of 0, "", false or null is ignored by the interpreter');
  }
  for (const path of ['ErrorPath', 'CausePath']) {
    if (String(state[path] ?? '').startsWith('States.'))
      problems.push(`${path} with an intrinsic fails in the interpreter`);
  }
  const paths = Object.entries(state).flatMap(([key, value]) => problemsInValue(key, value, 0));
  return [...problems, ...paths];
};

const problemsOf = (definition: Definition, where: string): readonly string[] => [
  ...(definition['QueryLanguage'] === 'JSONata'
    ? [`${where}: QueryLanguage JSONata is ignored by the interpreter`]
    : []),
  ...Object.entries(definition.States).flatMap(([name, state]) => [
    ...problemsOfState(state).map((problem) => `${where}/${name}: ${problem}`),
    ...nestedIn(state).flatMap((inside) => problemsOf(inside, `${where}/${name}`)),
  ]),
];

/**
 * Refuses a definition that would behave differently here than in AWS. The error names the resource, the state and the
 * reason.
 */
export const validateDefinition = (definition: Definition, resource: string): void => {
  const problems = problemsOf(definition, resource);
  if (problems.length > 0) throw new Error(`not supported by the embedded runtime: ${problems.join('; ')}`);
  try {
    // The constructor validates the definition against the language's schema. The instance is not used.
    // validated by the constructor
    new StateMachine(definition as unknown as StateMachineDefinition, { validationOptions: { checkArn: false } });
  } catch (cause) {
    throw new Error(
      `${resource} is not valid Amazon States Language: ${cause instanceof Error ? cause.message : cause}`,
      { cause },
    );
  }
};
