/** What an editor refuses in texts that a technician reads. British spelling is refused everywhere (words.test.ts). */

/** Names and abbreviations that stand in Microsoft's portals, or that everybody who works with them knows. */
const knownAbbreviations = new Set(['ID', 'IDs', 'P1', 'P2', 'SMS', 'FIDO2', 'GB', 'OOF', 'API', 'MSOnline', 'EXO']);

const refused: readonly (readonly [RegExp, string])[] = [
  [/\bensure\b/i, 'says "ensure"'],
  [/\b(I|[Ww]e|[Oo]urs?|us|[Mm]y|me|[Ll]et's)\b/, 'speaks in the first person'],
  [/\b(simply|just|easily|please|obviously)\b/i, 'has a filler'],
  [/[!–—…]|\be\.g\.|\bi\.e\.|\betc\b/, 'has a mark or an abbreviation that is no plain prose'],
];

const abbreviationsIn = (text: string): string[] =>
  Array.from(text.replaceAll(/"[^"]*"/g, '').matchAll(/\b[A-Z][A-Z0-9]+s?\b/g), ([word]) => word).filter(
    (word) => !knownAbbreviations.has(word),
  );

const faultsOfStyle = (text: string): string[] => [
  ...refused.filter(([pattern]) => pattern.test(text.replaceAll(/"[^"]*"/g, ''))).map(([, fault]) => fault),
  ...abbreviationsIn(text).map((word) => `does not explain ${word}`),
];

/** The number of sentences. A dot within a name, such as Mail.Read, ends none. */
const sentencesIn = (text: string): number => text.split(/[.?](?:"|\))?(?:\s+(?=[A-Z"])|$)/).filter(Boolean).length;

/** What is wrong with a sentence or two for a technician. */
export const faultsOfText = (
  text: string,
  { sentences, characters }: { readonly sentences: number; readonly characters: number },
): string[] =>
  [
    ...faultsOfStyle(text),
    ...(/^["A-Z]/.test(text) && /\.$/.test(text) ? [] : ['is no full sentence']),
    ...(text.length > characters ? [`has ${text.length} characters, more than ${characters}`] : []),
    ...(sentencesIn(text) > sentences ? [`has more than ${sentences} sentences`] : []),
    ...((text.match(/;/g)?.length ?? 0) > sentences ? ['has more than one semicolon a sentence'] : []),
  ].map((fault) => `"${text}" ${fault}`);

/** What is wrong with the name of a problem. */
export const faultsOfProblem = (problem: string): string[] =>
  [
    ...faultsOfStyle(problem),
    ...(/^[A-Z].*[^.]$/.test(problem) ? [] : ['begins small, or ends with a dot']),
    ...(problem.length > 70 ? [`has ${problem.length} characters, more than 70`] : []),
  ].map((fault) => `"${problem}" ${fault}`);
