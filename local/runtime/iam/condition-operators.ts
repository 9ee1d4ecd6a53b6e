import { matchesArn, matchesWildcard } from './patterns.ts';

/** Values of condition keys. Keys are in lower case, because IAM compares them without case. */
export type RequestContext = Readonly<Record<string, readonly string[]>>;

/**
 * Keys that a caller of the evaluation sets where the request has them. What a request does not have is absent, as in
 * IAM; any other key is unknown.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export const knownConditionKeys: ReadonlySet<string> = new Set([
  'aws:securetransport',
  'aws:sourceaccount',
  'aws:sourcearn',
  'dynamodb:leadingkeys',
]);

interface Operator {
  readonly matches: (pattern: string, value: string) => boolean;
  /** Whether the condition is met when no value matches, and when the key is absent. */
  readonly isNegated: boolean;
}

const positive = (matches: Operator['matches']): Operator => ({ matches, isNegated: false });
const negated = (matches: Operator['matches']): Operator => ({ matches, isNegated: true });
const isEqual = (pattern: string, value: string): boolean => pattern === value;
const isSameBoolean = (pattern: string, value: string): boolean => pattern.toLowerCase() === value.toLowerCase();

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const operators: Readonly<Record<string, Operator>> = {
  StringEquals: positive(isEqual),
  StringNotEquals: negated(isEqual),
  StringLike: positive(matchesWildcard),
  StringNotLike: negated(matchesWildcard),
  ArnEquals: positive(matchesArn),
  ArnLike: positive(matchesArn),
  ArnNotEquals: negated(matchesArn),
  ArnNotLike: negated(matchesArn),
  Bool: positive(isSameBoolean),
};

/** `unknown` names what the evaluation does not know. */
export type Met = boolean | { readonly unknown: string };

const isMet = (operatorName: string, key: string, patterns: readonly string[], context: RequestContext): Met => {
  const [, set, name = '', ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(operatorName) ?? [];
  const operator = operators[name];
  if (operator === undefined) return { unknown: `the operator ${operatorName}` };
  if (!knownConditionKeys.has(key.toLowerCase())) return { unknown: `the condition key ${key}` };
  if (patterns.some((pattern) => pattern.includes('${'))) return { unknown: `a policy variable in ${key}` };
  const values = context[key.toLowerCase()] ?? [];
  const holds = (value: string): boolean =>
    patterns.some((pattern) => operator.matches(pattern, value)) !== operator.isNegated;
  if (set === 'ForAllValues') return values.every(holds);
  if (set === 'ForAnyValue') return values.some(holds);
  const [value, ...others] = values;
  if (others.length > 0) return { unknown: `several values of ${key} without a set operator` };
  if (value === undefined) return ifExists !== undefined || operator.isNegated;
  return holds(value);
};

/** Whether all conditions of a statement are met. An unknown one counts more than one that is not met. */
export const areMet = (
  conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>,
  context: RequestContext,
): Met => {
  let met = true;
  for (const [operator, keys] of Object.entries(conditions)) {
    for (const [key, patterns] of Object.entries(keys)) {
      const one = isMet(operator, key, patterns, context);
      if (typeof one === 'object') return one;
      met &&= one;
    }
  }
  return met;
};
