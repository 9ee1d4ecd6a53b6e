import { text } from '#shared/kernel/message-values.ts';
import { defineSentences, type Sentence } from '#shared/kernel/sentence.ts';

const sentence = defineSentences('test', { plain: { message: '{text}', values: { text } } });

/** A sentence for a test that is not about sentences. */
export const plainSentence = (of: string): Sentence => sentence('plain', { text: of });
