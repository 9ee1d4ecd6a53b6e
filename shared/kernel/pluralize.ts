/** A number with its noun, for a sentence: `1 policy`, `2 policies`. */
export const pluralize = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
