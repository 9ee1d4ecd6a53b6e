/**
 * The part of OData's `$filter` that Graph accepts without advanced queries: comparisons, `startswith`, `and`, `or`,
 * parentheses. Everything else is refused, as Graph does.
 */
export interface Filter {
  /** In the order of the filter text. */
  readonly properties: readonly string[];
  matches(read: (property: string) => unknown): boolean;
}

type Read = (property: string) => unknown;
type Test = (read: Read) => boolean;

export class FilterRefused extends Error {}

const tokenPattern = /\s*('(?:[^']|'')*'|[(),]|[^\s(),']+)/y;

const tokensOf = (text: string): string[] => {
  const tokens: string[] = [];
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < text.trimEnd().length) {
    const token = tokenPattern.exec(text)?.[1];
    if (token === undefined) throw new FilterRefused('unterminated string literal');
    tokens.push(token);
  }
  return tokens;
};

const literalOf = (token: string): unknown => {
  if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'");
  if (token === 'true' || token === 'false') return token === 'true';
  if (token === 'null') return null;
  return /^-?\d+(\.\d+)?$/.test(token) ? Number(token) : token;
};

/** Converts a value for comparison: instants to milliseconds, whatever their decimals; texts to lower case. */
const comparable = (value: unknown): string | number => {
  if (typeof value === 'number') return value;
  const text = String(value);
  return /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : text.toLowerCase();
};

const comparisons: Readonly<Record<string, (left: unknown, right: unknown) => boolean>> = {
  eq: (left, right) =>
    left === null || right === null ? (left ?? null) === right : comparable(left) === comparable(right),
  ne: (left, right) => comparable(left) !== comparable(right),
  ge: (left, right) => comparable(left) >= comparable(right),
  gt: (left, right) => comparable(left) > comparable(right),
  le: (left, right) => comparable(left) <= comparable(right),
  lt: (left, right) => comparable(left) < comparable(right),
};

class Parser {
  readonly properties: string[] = [];
  readonly #tokens: string[];

  constructor(text: string) {
    this.#tokens = tokensOf(text);
  }

  parse(): Test {
    const test = this.#orExpression();
    if (this.#tokens.length > 0) throw new FilterRefused(`syntax error at '${this.#tokens[0]}'`);
    return test;
  }

  #take(wanted?: string): string {
    const token = this.#tokens.shift();
    if (token === undefined || (wanted !== undefined && token !== wanted)) {
      throw new FilterRefused(`syntax error: expected ${wanted ?? 'more'}, got ${token ?? 'the end'}`);
    }
    return token;
  }

  #orExpression(): Test {
    const tests = [this.#andExpression()];
    while (this.#tokens[0] === 'or') {
      this.#take();
      tests.push(this.#andExpression());
    }
    return (read) => tests.some((test) => test(read));
  }

  #andExpression(): Test {
    const tests = [this.#term()];
    while (this.#tokens[0] === 'and') {
      this.#take();
      tests.push(this.#term());
    }
    return (read) => tests.every((test) => test(read));
  }

  #term(): Test {
    const first = this.#take();
    if (first === '(') {
      const inner = this.#orExpression();
      this.#take(')');
      return inner;
    }
    if (first === 'startswith') return this.#startsWith();
    if (this.#tokens[0] === '(') throw new FilterRefused(`the function '${first}' is not supported`);
    const compare = comparisons[this.#take()];
    if (compare === undefined) throw new FilterRefused(`unsupported operator beside '${first}'`);
    const literal = literalOf(this.#take());
    this.properties.push(first);
    return (read) => compare(read(first), literal);
  }

  #startsWith(): Test {
    this.#take('(');
    const property = this.#take();
    this.#take(',');
    const beginning = String(literalOf(this.#take())).toLowerCase();
    this.#take(')');
    this.properties.push(property);
    return (read) => comparable(read(property)).toString().startsWith(beginning);
  }
}

/** Parses a filter. Throws `FilterRefused` with the syntax error. */
export const parseFilter = (text: string): Filter => {
  const parser = new Parser(text);
  const matches = parser.parse();
  return { properties: parser.properties, matches };
};
