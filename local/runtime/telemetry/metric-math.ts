/** Values by metric id; undefined without measurements. */
export type Measurements = Readonly<Record<string, number | undefined>>;

const tokenPattern = /\s*(\d+(?:\.\d+)?|[A-Za-z_]\w*|[()+\-*/,])/y;

const tokensOf = (expression: string): readonly string[] => {
  const tokens: string[] = [];
  const pattern = new RegExp(tokenPattern);
  while (pattern.lastIndex < expression.trimEnd().length) {
    const match = pattern.exec(expression);
    if (match?.[1] === undefined) throw new Error(`the metric expression ${expression} is not supported here`);
    tokens.push(match[1]);
  }
  return tokens;
};

type Node = (measured: Measurements) => number | undefined;

const combine =
  (operator: string, left: Node, right: Node): Node =>
  (measured) => {
    const [a, b] = [left(measured), right(measured)];
    if (a === undefined || b === undefined) return undefined;
    if (operator === '+') return a + b;
    if (operator === '-') return a - b;
    if (operator === '*') return a * b;
    return b === 0 ? undefined : a / b;
  };

const functions: Readonly<Record<string, (parts: readonly Node[]) => Node>> = {
  FILL:
    ([value, fallback]) =>
    (measured) =>
      value?.(measured) ?? fallback?.(measured),
  SUM: (parts) => (measured) => {
    const values = parts.map((part) => part(measured)).filter((value) => value !== undefined);
    return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0);
  },
  MAX: (parts) => (measured) => {
    const values = parts.map((part) => part(measured)).filter((value) => value !== undefined);
    return values.length === 0 ? undefined : Math.max(...values);
  },
};

/**
 * Parses the arithmetic of CloudWatch's metric math: numbers, metric ids, + - * /, parentheses, FILL, SUM and MAX.
 * Anything else is refused.
 */
export const parseMetricMath = (expression: string, ids: readonly string[]): Node => {
  const tokens = [...tokensOf(expression)];
  const refuse = (): never => {
    throw new Error(`the metric expression ${expression} is not supported here`);
  };
  const expect = (token: string): void => {
    if (tokens.shift() !== token) refuse();
  };
  const operand = (): Node => {
    const token = tokens.shift() ?? refuse();
    if (/^\d/.test(token)) return () => Number(token);
    if (token === '(') {
      const inner = sum();
      expect(')');
      return inner;
    }
    const made = functions[token];
    if (made !== undefined && tokens.at(0) === '(') {
      tokens.shift();
      const parts = [sum()];
      while (tokens.at(0) === ',') {
        tokens.shift();
        parts.push(sum());
      }
      expect(')');
      return made(parts);
    }
    return ids.includes(token) ? (measured) => measured[token] : refuse();
  };
  const chain = (operators: readonly string[], part: () => Node): Node => {
    let left = part();
    while (operators.includes(tokens.at(0) ?? '')) left = combine(tokens.shift() ?? '', left, part());
    return left;
  };
  const product = (): Node => chain(['*', '/'], operand);
  const sum = (): Node => chain(['+', '-'], product);
  const parsed = sum();
  return tokens.length === 0 ? parsed : refuse();
};
