/**
 * How a value that cannot be read is taken: as restricting nothing, or as restricting all that it may. Where both
 * readings give the same answer, it does not matter what the value means.
 */
export type Reading = 'least' | 'most';

/** Whether the words of an include name a value. An unknown word may stand for any value. */
export const includes = (
  words: readonly string[],
  value: string,
  isKnown: (word: string) => boolean,
  reading: Reading,
) => words.includes(value) || (reading === 'most' && words.some((word) => !isKnown(word)));

export const lowerCase = (words: readonly string[]): readonly string[] => words.map((word) => word.toLowerCase());
