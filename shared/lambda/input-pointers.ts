import type { z } from 'zod';

export interface Pointer {
  /** A JSON pointer (RFC 6901) into the input. */
  readonly pointer: string;
  readonly detail: string;
}

type Issue = z.core.$ZodIssue;

const escaped = (key: PropertyKey): string => String(key).replaceAll('~', '~0').replaceAll('/', '~1');
const pointerTo = (path: readonly PropertyKey[]): string => path.map((key) => `/${escaped(key)}`).join('');

const present = (input: unknown, path: readonly PropertyKey[]): boolean => {
  let at = input;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return false;
    at = Reflect.get(at, key);
  }
  return at !== undefined;
};

const isOfAnotherType = (issues: readonly Issue[]): boolean =>
  issues.some(({ code, path }) => code === 'invalid_type' && path.length === 0);

/**
 * The alternative of a union that the author probably meant: the one with the fewest issues among those that take a
 * value of this type. Undefined where none does.
 */
const nearest = (alternatives: readonly (readonly Issue[])[]): readonly Issue[] | undefined =>
  alternatives.filter((issues) => !isOfAnotherType(issues)).toSorted((a, b) => a.length - b.length)[0];

const pointersOfIssue = (issue: Issue, above: readonly PropertyKey[], input: unknown): Pointer[] => {
  const path = [...above, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ pointer: pointerTo([...path, key]), detail: 'this field is unknown' }));
  }
  const alternative = issue.code === 'invalid_union' ? nearest(issue.errors) : undefined;
  if (alternative !== undefined) return alternative.flatMap((inner) => pointersOfIssue(inner, path, input));
  const missing = (issue.code === 'invalid_type' || issue.code === 'invalid_union') && !present(input, path);
  return [{ pointer: pointerTo(path), detail: missing ? 'this field is required' : issue.message }];
};

/**
 * Where the input is wrong and how, one entry per problem. The messages say what was expected and never repeat the
 * value.
 */
export const pointersOf = (error: z.ZodError, input: unknown): Pointer[] =>
  error.issues.flatMap((issue) => pointersOfIssue(issue, [], input));
