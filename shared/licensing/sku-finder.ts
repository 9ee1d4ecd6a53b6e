/** As much of a SKU as it takes to recognize it. */
export interface NamedSku {
  readonly skuId: string;
  readonly partNumber: string;
  readonly name: string;
}

/** What somebody meant. `contradictory`: one of its names is another SKU's than another of them. */
export type SkuMatch<Sku extends NamedSku> =
  | { readonly outcome: 'found'; readonly sku: Sku }
  | { readonly outcome: 'unknown' | 'ambiguous' | 'contradictory' };

/** How a seat is bought and billed: says nothing of what it is. */
const noise = new Set(
  `microsoft nce csp commercial new commerce experience annual annually yearly year monthly month mo yr commitment commit term
   prepaid upfront billed billing subscription license licenses licence licences lic user users seat seats per the for with p1m p1y p3y 1yr 3yr 1y 3y
   1m`.split(/\s+/),
);

/** Names that Microsoft changed, and what people write instead of them. Each is replaced as whole words. */
const spellings: readonly (readonly [pattern: RegExp, words: string])[] = [
  [/\b(microsoft|ms) ?365\b/g, 'm365'],
  [/\boffice ?365\b/g, 'o365'],
  [/\b(azure active directory|azure ad|aad) premium\b/g, 'entra id'],
  [/\b(azure active directory|azure ad|aad)\b/g, 'entra id'],
  [/\bexo\b/g, 'exchange online'],
  [/\bmdo\b/g, 'defender o365'],
  [/\bmde\b/g, 'defender endpoint'],
  [/\bpower ?bi\b/g, 'power bi'],
  [/\bplan ?(\d)\b/g, 'p$1'],
  [/\b(without|excluding|excl|w o) teams\b/g, 'no teams'],
  [/\bstd\b/g, 'standard'],
  [/\bprem\b/g, 'premium'],
  [/\bbiz\b/g, 'business'],
];

/** The words of a product's name that say what it is, in an order of their own: `M365 E3 (NCE, annual)` is `Microsoft 365 E3`. */
const keyOf = (text: string): string => {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ');
  const spelled = spellings.reduce((words, [pattern, replacement]) => words.replaceAll(pattern, replacement), plain);
  const words = spelled.split(' ').filter((word) => word !== '' && !noise.has(word));
  return [...new Set(words)].toSorted().join(' ');
};

const pairsOf = (key: string): ReadonlySet<string> => {
  const padded = ` ${key} `;
  return new Set(Array.from({ length: padded.length - 1 }, (_, at) => padded.slice(at, at + 2)));
};

/** Of two sets of letter pairs: 1 where they are the same, 0 where they share none (Dice). */
const likeness = (one: ReadonlySet<string>, other: ReadonlySet<string>): number =>
  (2 * [...one].filter((pair) => other.has(pair)).length) / (one.size + other.size);

const nearestAtMost = 3;
/** Behind that nobody names a product. */
const longestName = 200;

/**
 * Recognizes SKUs by what a PSA writes: skuId or part number as they are, the name in any of its spellings. Where a name fits several, those that the customer's
 * tenants hold count first; where that leaves more than one it is ambiguous, never guessed. What was asked once is remembered.
 */
export const createSkuFinder = <Sku extends NamedSku>(known: readonly Sku[], held: ReadonlySet<string> = new Set()) => {
  const byId = new Map(known.map((sku) => [sku.skuId.toLowerCase(), sku]));
  const byPartNumber = new Map(known.map((sku) => [sku.partNumber.toLowerCase(), sku]));
  const byName = Map.groupBy(known, ({ name }) => keyOf(name));
  const pairs = known.map((sku) => ({ sku, of: [pairsOf(keyOf(sku.name)), pairsOf(sku.partNumber.toLowerCase())] }));
  const remembered = new Map<string, readonly Sku[]>();

  const fitting = (text: string): readonly Sku[] => {
    const exact = byId.get(text.toLowerCase()) ?? byPartNumber.get(text.toLowerCase());
    if (exact !== undefined) return [exact];
    const key = keyOf(text);
    const named = key === '' ? [] : (byName.get(key) ?? []);
    const ofTenants = named.filter(({ skuId }) => held.has(skuId));
    return ofTenants.length > 0 ? ofTenants : named;
  };

  const asked = (text: string): readonly Sku[] => {
    const skus = remembered.get(text) ?? fitting(text.trim());
    remembered.set(text, skus);
    return skus;
  };

  const likest = (texts: readonly string[]): readonly Sku[] => {
    const wanted = texts
      .map((text) => text.slice(0, longestName))
      .flatMap((text) => [pairsOf(keyOf(text)), pairsOf(text.toLowerCase())]);
    const scored = pairs.map(({ sku, of }) => {
      const scores = wanted.flatMap((one) => of.map((other) => likeness(one, other)));
      return { sku, score: Math.max(...scores) };
    });
    return scored
      .toSorted((one, other) => other.score - one.score || (one.sku.name < other.sku.name ? -1 : 1))
      .map(({ sku }) => sku);
  };

  return {
    /** By everything that is said of one product: an id, a part number, a name. A text that says nothing to us does not stand in another's way. */
    find(texts: readonly string[]): SkuMatch<Sku> {
      const answers = texts.map(asked).filter((skus) => skus.length > 0);
      const agreed = (answers[0] ?? []).filter((sku) => answers.every((skus) => skus.includes(sku)));
      const [sku, ...others] = agreed;
      if (sku === undefined) return { outcome: answers.length === 0 ? 'unknown' : 'contradictory' };
      return others.length === 0 ? { outcome: 'found', sku } : { outcome: 'ambiguous' };
    },

    /** The SKUs that may have been meant, best first: those that the names fit, or those whose names are likest. It compares with all there are: not for every line. */
    nearest(texts: readonly string[]): readonly Sku[] {
      const fits = [...new Set(texts.flatMap(asked))];
      return (fits.length > 0 ? fits : likest(texts)).slice(0, nearestAtMost);
    },
  };
};

export type SkuFinder = ReturnType<typeof createSkuFinder>;
