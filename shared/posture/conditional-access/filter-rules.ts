/** A rule as an atom: what it compares, and whether the policy wrote its negation. */
export interface RuleAtom {
  /** Equal for rules that differ only in spaces, case, quotes and outer brackets. */
  readonly key: string;
  readonly isNegated: boolean;
}

const inLowerCase = (words: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(words).map(([key, word]) => [key.toLowerCase(), word.toLowerCase()]));

/** Operators of filter rules, negative ones with their positive ones. */
const positiveOf = inLowerCase({
  '-ne': '-eq',
  '-notStartsWith': '-startsWith',
  '-notEndsWith': '-endsWith',
  '-notContains': '-contains',
  '-notIn': '-in',
});
const synonyms = inLowerCase({ '-equals': '-eq', '-notEquals': '-ne' });

/** A text in quotes keeps its spaces and brackets. Quotes around a plain word say nothing. */
const tokenOf = (text: string): string => {
  const word = text.toLowerCase();
  const content = word.length > 1 && /^["']/.test(word) ? word.slice(1, -1) : undefined;
  if (content === undefined) return synonyms[word] ?? word;
  return /^[\w.]+$/.test(content) ? content : JSON.stringify(content);
};

/** A rule with an escape in it stays as it is: where its quotes end is not certain. */
const tokensOf = (rule: string): readonly string[] =>
  /[\\`]/.test(rule)
    ? [rule]
    : Array.from(rule.matchAll(/"[^"]*"|'[^']*'|[()[\],]|[^\s()[\],"']+|["']/g), ([token]) => tokenOf(token));

/** Whether the brackets around all tokens belong together. */
const isWrapped = (tokens: readonly string[]): boolean => {
  if (tokens[0] !== '(' || tokens.at(-1) !== ')') return false;
  let depth = 0;
  return tokens.every((token, at) => {
    depth += token === '(' ? 1 : token === ')' ? -1 : 0;
    return depth > 0 || at === tokens.length - 1;
  });
};

const unwrapped = (tokens: readonly string[]): readonly string[] =>
  isWrapped(tokens) ? unwrapped(tokens.slice(1, -1)) : tokens;

/** `device.model -ne "Surface"` is a single comparison; anything with a connective is not. */
const isSingle = (tokens: readonly string[]): boolean =>
  tokens.length >= 3 && !tokens.some((token) => ['-and', '-or', '-not', '(', ')'].includes(token));

/**
 * A single comparison by a negative operator is the negation of its positive one: a device that is not registered has
 * no attributes, and meets negative comparisons alone. Any other rule is an atom of its own, by its text.
 * https://learn.microsoft.com/entra/identity/conditional-access/concept-condition-filters-for-devices
 */
export const deviceRuleAtom = (rule: string): RuleAtom => {
  const tokens = unwrapped(tokensOf(rule));
  const [attribute = '', operator = '', ...values] = tokens;
  const positive = positiveOf[operator];
  return positive !== undefined && isSingle(tokens)
    ? { key: [attribute, positive, ...values].join(' '), isNegated: true }
    : { key: tokens.join(' '), isNegated: false };
};

/** An application may have several values of an attribute, so negative operators are no negation. */
export const applicationRuleAtom = (rule: string): RuleAtom => ({
  key: unwrapped(tokensOf(rule)).join(' '),
  isNegated: false,
});

/** The rules that say that a device has a capability, by their keys. */
export const capabilityRules: Readonly<Record<string, string>> = {
  compliantDevice: deviceRuleAtom('device.isCompliant -eq True').key,
  domainJoinedDevice: deviceRuleAtom('device.trustType -eq "ServerAD"').key,
};
