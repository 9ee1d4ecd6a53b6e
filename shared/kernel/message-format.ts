/**
 * The part of ICU MessageFormat that our sentences need, so that a translator's tools read them: `{name}`,
 * `{count, plural, one {# user} other {# users}}`, `{state, select, on {…} other {…}}`, and `{at, format}` with one of
 * the formats of `message-values.ts`. https://unicode-org.github.io/icu/userguide/format_parse/messages/
 */
export type MessagePart = string | MessageArgument | typeof pluralNumber;

export interface MessageArgument {
  readonly name: string;
  /** `text` where the message names no format. */
  readonly format: string;
  /** What stands after the format: the group of a term. */
  readonly style: string | undefined;
  /** The branches of `plural` and `select`. */
  readonly branches: ReadonlyMap<string, readonly MessagePart[]>;
}

/** `#` within a branch of `plural`. */
export const pluralNumber = Symbol('#');

const branching: ReadonlySet<string> = new Set(['plural', 'select']);

/** The parts of a message. Throws where it is malformed. */
export const parseMessage = (text: string): readonly MessagePart[] => {
  let at = 0;

  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const [found] = pattern.exec(text) ?? [];
    at += found?.length ?? 0;
    return found?.trim();
  };
  const demand = (pattern: RegExp, what: string): string => {
    const found = take(pattern);
    if (found === undefined) throw new Error(`message "${text}": expected ${what} at ${at}`);
    return found;
  };

  const branches = (isPlural: boolean): ReadonlyMap<string, readonly MessagePart[]> => {
    const found = new Map<string, readonly MessagePart[]>();
    for (let key = take(/\s*[\w=-]+\s*(?=\{)/y); key !== undefined; key = take(/\s*[\w=-]+\s*(?=\{)/y)) {
      demand(/\{/y, '{');
      found.set(key, parts(isPlural));
      demand(/\}\s*/y, '}');
    }
    if (!found.has('other')) throw new Error(`message "${text}": expected a branch "other" before ${at}`);
    return found;
  };

  const argument = (): MessageArgument => {
    const name = demand(/\{\s*[a-zA-Z]\w*\s*/y, 'the name of a value')
      .slice(1)
      .trim();
    const format = take(/,\s*/y) === undefined ? 'text' : demand(/[a-z]+\s*/y, 'a format');
    const hasStyle = take(/,\s*/y) !== undefined;
    const found: MessageArgument = branching.has(format)
      ? { name, format, style: undefined, branches: branches(format === 'plural') }
      : { name, format, style: hasStyle ? demand(/[\w-]+\s*/y, 'a style') : undefined, branches: new Map() };
    demand(/\}/y, '}');
    return found;
  };

  const parts = (isPlural: boolean): readonly MessagePart[] => {
    const found: MessagePart[] = [];
    while (at < text.length && text[at] !== '}') {
      if (text[at] === '{') found.push(argument());
      else if (isPlural && text[at] === '#') {
        found.push(pluralNumber);
        at += 1;
      } else {
        const end = text.slice(at + 1).search(isPlural ? /[{}#]/ : /[{}]/);
        const next = end === -1 ? text.length : at + 1 + end;
        found.push(text.slice(at, next));
        at = next;
      }
    }
    return found;
  };

  const all = parts(false);
  if (at < text.length) throw new Error(`message "${text}": unexpected } at ${at}`);
  return all;
};

/** Every argument of a message, those within branches included. */
export const argumentsOf = (parts: readonly MessagePart[]): readonly MessageArgument[] =>
  parts.flatMap((part) =>
    typeof part === 'object' ? [part, ...[...part.branches.values()].flatMap(argumentsOf)] : [],
  );
