/**
 * What a text says as JSON; undefined where it is none. The parser's own complaint quotes the text, which may be somebody's mail, so it goes no further.
 */
export const parseJsonOrUndefined = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
