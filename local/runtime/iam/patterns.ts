const compiled = new Map<string, RegExp>();

const compile = (pattern: string): RegExp => {
  const text = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${text}$`, 's');
};

/** Matches a pattern of IAM, in which `*` stands for any characters and `?` for one. */
export const matchesWildcard = (pattern: string, value: string): boolean => {
  if (!/[*?]/.test(pattern)) return pattern === value;
  const expression = compiled.get(pattern) ?? compile(pattern);
  compiled.set(pattern, expression);
  return expression.test(value);
};

/** The six parts of an ARN; the last one may contain colons. */
const partsOf = (arn: string): readonly string[] => {
  const parts = arn.split(':');
  return [...parts.slice(0, 5), parts.slice(5).join(':')];
};

/** As ArnLike: each of the six parts is matched by itself, so that a wildcard does not reach across a colon. */
export const matchesArn = (pattern: string, value: string): boolean => {
  const [patterns, values] = [partsOf(pattern), partsOf(value)];
  return patterns.every((part, index) => matchesWildcard(part, values[index] ?? ''));
};
