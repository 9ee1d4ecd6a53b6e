import { breaksOfSchema, type Components } from './schema-breaks.ts';

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;
const at = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
const entriesOf = (value: unknown): [string, unknown][] => (isObject(value) ? Object.entries(value) : []);

interface Documents {
  readonly before: Components;
  readonly after: Components;
}

const parametersOf = (operation: unknown, document: unknown): ReadonlyMap<string, Json> => {
  const given = at(operation, 'parameters');
  const parameters = (Array.isArray(given) ? given : []).map((each: unknown) => {
    const name =
      String(at(each, '$ref') ?? '')
        .split('/')
        .at(-1) ?? '';
    return at(document, 'components', 'parameters', name) ?? each;
  });
  return new Map(parameters.filter(isObject).map((each) => [`${String(each['in'])} ${String(each['name'])}`, each]));
};

const breaksOfParameters = (before: unknown, after: unknown, documents: Documents): string[] => {
  const [was, is] = [parametersOf(before, documents.before), parametersOf(after, documents.after)];
  const removed = [...was.keys()].filter((name) => !is.has(name)).map((name) => `no longer takes ${name}`);
  const demanded = [...is]
    .filter(([name, { required }]) => required === true && was.get(name)?.['required'] !== true)
    .map(([name]) => `demands ${name}`);
  const narrowed = [...was].flatMap(([name, parameter]) => {
    const now = is.get(name);
    return now === undefined
      ? []
      : breaksOfSchema({
          before: parameter['schema'],
          after: now['schema'],
          side: 'request',
          where: name,
          ...documentsOf(documents),
        });
  });
  return [...removed, ...demanded, ...narrowed];
};

const documentsOf = ({ before, after }: Documents) => ({ componentsBefore: before, componentsAfter: after });

const bodyOf = (content: unknown): unknown => at(content, 'content', 'application/json', 'schema');

const breaksOfBody = (before: unknown, after: unknown, documents: Documents): string[] => {
  const [was, is] = [bodyOf(at(before, 'requestBody')), bodyOf(at(after, 'requestBody'))];
  if (was === undefined) return is === undefined ? [] : ['demands a body'];
  if (is === undefined) return ['no longer takes a body'];
  return breaksOfSchema({ before: was, after: is, side: 'request', where: 'body', ...documentsOf(documents) });
};

const breaksOfAnswers = (before: unknown, after: unknown, documents: Documents): string[] =>
  entriesOf(at(before, 'responses'))
    .filter(([status]) => status.startsWith('2'))
    .flatMap(([status, response]) => {
      const now = at(after, 'responses', status);
      if (now === undefined) return [`no longer answers ${status}`];
      const [was, is] = [bodyOf(response), bodyOf(now)];
      if (was === undefined) return [];
      if (is === undefined) return [`answers ${status} without its body`];
      return breaksOfSchema({ before: was, after: is, side: 'answer', where: status, ...documentsOf(documents) });
    });

const breaksOfOperation = (before: unknown, after: unknown, documents: Documents): string[] => {
  if (after === undefined) return ['is removed'];
  const renamed = ['operationId', 'x-ability'].filter((field) => at(before, field) !== at(after, field));
  return [
    ...renamed.map((field) => `has another ${field}`),
    ...breaksOfParameters(before, after, documents),
    ...breaksOfBody(before, after, documents),
    ...breaksOfAnswers(before, after, documents),
  ];
};

/** What a client of the first OpenAPI document would notice if it met the second: one sentence for each. */
export const breakingChanges = (before: unknown, after: unknown): readonly string[] =>
  entriesOf(at(before, 'paths')).flatMap(([path, operations]) =>
    entriesOf(operations).flatMap(([method, operation]) =>
      breaksOfOperation(operation, at(after, 'paths', path, method), { before, after }).map(
        (sentence) => `${method.toUpperCase()} ${path} ${sentence}`,
      ),
    ),
  );
