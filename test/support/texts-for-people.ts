import { SentenceFacts } from '#shared/kernel/sentence.ts';

/** The fields of an answer that people read. All others are ids, codes, numbers, or evidence as Microsoft has it. */
const read: ReadonlySet<string> = new Set([
  'summary',
  'problem',
  'title',
  'why',
  'impact',
  'action',
  'text',
  'verify',
  'escalate',
  'reason',
  'rankReasons',
  'story',
  'message',
  'explanation',
]);
/** `reason` is a code in an exception to a waste class. */
const isCode = (text: string): boolean => !text.includes(' ');
const notRead: ReadonlySet<string> = new Set(['evidence', 'facts']);

/** Every text for people in an answer: its field, the text, and the facts beside a summary. */
export const textsForPeople = (value: unknown): readonly (readonly [string, string, SentenceFacts | undefined])[] => {
  if (Array.isArray(value)) return value.flatMap(textsForPeople);
  if (typeof value !== 'object' || value === null) return [];
  const facts = 'facts' in value ? SentenceFacts.safeParse(value.facts).data : undefined;
  return Object.entries(value).flatMap(([field, inner]) => {
    if (notRead.has(field)) return [];
    const texts = (Array.isArray(inner) ? inner : [inner]).filter((each) => typeof each === 'string');
    const own = read.has(field) ? texts.filter((text) => !isCode(text)) : [];
    return [
      ...own.map((text) => [field, text, field === 'summary' ? facts : undefined] as const),
      ...textsForPeople(inner),
    ];
  });
};
