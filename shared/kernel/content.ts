/**
 * The text of a value as JSON with its keys sorted. Equal content has equal text, whatever the order of its keys and
 * whether a field is absent or undefined: DynamoDB preserves neither. Unlike the canonical form of the audit log it
 * accepts whatever Graph sends, such as a subject that was cut within a surrogate pair.
 */
export const contentText = (value: unknown): string => JSON.stringify(sortedKeys(value)) ?? 'undefined';

/** Whether two values have the same content, so that writing one over the other would change nothing. */
export const isSameContent = (one: unknown, other: unknown): boolean => contentText(one) === contentText(other);

const sortedKeys = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sortedKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, each]) => [key, sortedKeys(each)]),
  );
};
