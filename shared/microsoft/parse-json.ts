/**
 * The parsed JSON, or undefined where the text is not JSON. The parser's error quotes the text, which may be somebody's
 * mail, so it is not passed on.
 */
export const parseJsonOrUndefined = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
