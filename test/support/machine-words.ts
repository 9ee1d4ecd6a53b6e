/** Words of machines that no text for people may hold, by what they are. */
const patterns: Readonly<Record<string, RegExp>> = {
  'an instant': /\b\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}\S*)?\b/g,
  'a GUID': /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi,
  'a part number or an enum': /\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b|\b(SPB|SPE_E[35])\b/g,
  'a code': /\bAADSTS\d+\b|\b[a-z]+(-[a-z]+)*-(expired|invalid|missing|refused|limit)\b/g,
  'a name of a field': /(?<![\w.@/-])[a-z]+[A-Z][A-Za-z]+(?![\w.@/-])/g,
};

/** A step in Graph Explorer quotes the request, because no page of a portal has the setting. */
const quotesARequest = (text: string): boolean => text.includes('Graph Explorer');

/** What in a text is no language of people, each with its kind. */
export const machineWords = (text: string): readonly string[] =>
  Object.entries(patterns)
    .filter(([kind]) => kind !== 'a name of a field' || !quotesARequest(text))
    .flatMap(([kind, pattern]) => Array.from(text.matchAll(pattern), ([found]) => `${kind}: ${found}`));
