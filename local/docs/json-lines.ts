const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null;

/**
 * JSON with one line for each value at a depth, so that a changed entry is one changed line. Values above the depth are
 * spread over several lines, as `JSON.stringify` does with an indent of two.
 */
export const jsonWithLinesAtDepth = (value: unknown, depth: number, indent = ''): string => {
  const isList = Array.isArray(value);
  const entries = isContainer(value) ? Object.entries(value).filter(([, inner]) => inner !== undefined) : [];
  if (depth === 0 || entries.length === 0) return JSON.stringify(value);
  const lines = entries.map(([key, inner]) => {
    const text = jsonWithLinesAtDepth(inner, depth - 1, `${indent}  `);
    return `${indent}  ${isList ? '' : `${JSON.stringify(key)}: `}${text}`;
  });
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  return `${open}\n${lines.join(',\n')}\n${indent}${close}`;
};
