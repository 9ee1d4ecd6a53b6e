/** Text without accents and in lower case, so that `café` is found by `CAFE`. */
export const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();

/** Whether a text contains every word, in any order, case and accent. */
export const containsWords = (text: string, words: string): boolean => {
  const searched = folded(text);
  return folded(words)
    .split(/\s+/)
    .every((word) => searched.includes(word));
};
