import { formerNames } from './former-names.ts';

/** The fields that identify a SKU. */
export interface NamedSku {
  readonly skuId: string;
  readonly partNumber: string;
  readonly name: string;
}

/** The result of a search. `contradictory`: two of the texts name different SKUs. */
export type SkuMatch<Sku extends NamedSku> =
  | { readonly outcome: 'found'; readonly sku: Sku }
  | { readonly outcome: 'unknown' | 'ambiguous' | 'contradictory' };

/** Words about purchase and billing, which do not identify the product. */
// Contracts of British customers spell it their way. cspell:ignore licence licences
const ignoredWords = new Set(
  `microsoft nce csp commercial new commerce experience annual annually yearly year monthly month mo yr commitment commit term
   prepaid upfront billed billing subscription license licenses licence licences lic user users seat seats per the for with p1m p1y p3y 1yr 3yr 1y 3y
   1m`.split(/\s+/),
);

/** Common abbreviations, and the spellings of one name. Each is replaced as a whole word. */
const spellings: readonly (readonly [pattern: RegExp, replacement: string])[] = [
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

/** The identifying words of a product name, sorted: `M365 E3 (NCE, annual)` has the same key as `Microsoft 365 E3`. */
const nameKey = (text: string): string => {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ');
  const spelled = spellings.reduce((words, [pattern, replacement]) => words.replaceAll(pattern, replacement), plain);
  const words = spelled.split(' ').filter((word) => word !== '' && !ignoredWords.has(word));
  return [...new Set(words)].toSorted().join(' ');
};

const letterPairs = (key: string): ReadonlySet<string> => {
  const padded = ` ${key} `;
  return new Set(Array.from({ length: padded.length - 1 }, (_, at) => padded.slice(at, at + 2)));
};

/** The Dice coefficient of two sets of letter pairs: 1 for equal sets, 0 for disjoint ones. */
const similarity = (one: ReadonlySet<string>, other: ReadonlySet<string>): number =>
  (2 * [...one].filter((pair) => other.has(pair)).length) / (one.size + other.size);

const formerNamesByPartNumber = Map.groupBy(formerNames, ({ partNumber }) => partNumber);

const maxNearest = 3;
/** Longer texts are cut before they are compared. */
const maxNameLength = 200;

/**
 * Recognizes SKUs in PSA exports: by exact skuId or part number, by name in any spelling, or by a former name that is
 * no SKU's name today. When a name fits several SKUs, those in `heldSkuIds` (SKUs of the customer's tenants) are
 * preferred. More than one match is ambiguous. Results are cached by text.
 */
export const createSkuFinder = <Sku extends NamedSku>(
  known: readonly Sku[],
  heldSkuIds: ReadonlySet<string> = new Set(),
) => {
  const byId = new Map(known.map((sku) => [sku.skuId.toLowerCase(), sku]));
  const byPartNumber = new Map(known.map((sku) => [sku.partNumber.toLowerCase(), sku]));
  const byName = Map.groupBy(known, ({ name }) => nameKey(name));
  const namesOf = ({ name, partNumber }: NamedSku): readonly string[] => [
    name,
    ...(formerNamesByPartNumber.get(partNumber) ?? []).map((former) => former.name),
  ];
  const byFormerName = Map.groupBy(
    known.flatMap((sku) => namesOf(sku).map((name) => ({ key: nameKey(name), sku }))),
    ({ key }) => key,
  );
  const pairs = known.map((sku) => ({
    sku,
    of: [...namesOf(sku).map((name) => letterPairs(nameKey(name))), letterPairs(sku.partNumber.toLowerCase())],
  }));
  const cache = new Map<string, readonly Sku[]>();

  const findMatches = (text: string): readonly Sku[] => {
    const exact = byId.get(text.toLowerCase()) ?? byPartNumber.get(text.toLowerCase());
    if (exact !== undefined) return [exact];
    const key = nameKey(text);
    const named = key === '' ? [] : (byName.get(key) ?? byFormerName.get(key)?.map(({ sku }) => sku) ?? []);
    const held = named.filter(({ skuId }) => heldSkuIds.has(skuId));
    return held.length > 0 ? held : named;
  };

  const findCached = (text: string): readonly Sku[] => {
    const skus = cache.get(text) ?? findMatches(text.trim());
    cache.set(text, skus);
    return skus;
  };

  const mostSimilar = (texts: readonly string[]): readonly Sku[] => {
    const searched = texts
      .map((text) => text.slice(0, maxNameLength))
      .flatMap((text) => [letterPairs(nameKey(text)), letterPairs(text.toLowerCase())]);
    const scored = pairs.map(({ sku, of }) => {
      const scores = searched.flatMap((one) => of.map((other) => similarity(one, other)));
      return { sku, score: Math.max(...scores) };
    });
    return scored
      .toSorted((one, other) => other.score - one.score || (one.sku.name < other.sku.name ? -1 : 1))
      .map(({ sku }) => sku);
  };

  return {
    /** Finds the SKU by all texts of one product: id, part number, name. A text that matches nothing is ignored. */
    find(texts: readonly string[]): SkuMatch<Sku> {
      const answers = texts.map(findCached).filter((skus) => skus.length > 0);
      const common = (answers[0] ?? []).filter((sku) => answers.every((skus) => skus.includes(sku)));
      const [sku, ...others] = common;
      if (sku === undefined) return { outcome: answers.length === 0 ? 'unknown' : 'contradictory' };
      return others.length === 0 ? { outcome: 'found', sku } : { outcome: 'ambiguous' };
    },

    /**
     * The likely SKUs, best first: exact matches, or else the most similar names. Compares with every known SKU, so it
     * is slow for many lines.
     */
    nearest(texts: readonly string[]): readonly Sku[] {
      const fits = [...new Set(texts.flatMap(findCached))];
      return (fits.length > 0 ? fits : mostSimilar(texts)).slice(0, maxNearest);
    },
  };
};

export type SkuFinder = ReturnType<typeof createSkuFinder>;
