import { z } from 'zod';
import { english } from './english.ts';
import { SentenceValue, type SentenceValues } from './message-values.ts';
import { type Language, renderMessage } from './render-message.ts';

/** What a sentence says, as data: the template and its values. Another language says it from these. */
export const SentenceFacts = z.object({
  /** `<set>/<name>` of a template. */
  template: z.string().min(1),
  values: z.record(z.string(), SentenceValue),
});
export type SentenceFacts = z.output<typeof SentenceFacts>;

/** A text that was rendered from facts. Nothing else makes one, so that no sentence exists without its facts. */
export type RenderedText = string & z.$brand<'RenderedText'>;

/** A sentence in English, with its facts. */
export interface Sentence {
  readonly reason: RenderedText;
  readonly facts: SentenceFacts;
}

export interface SentenceTemplate {
  readonly id: string;
  /** The sentence in English, an ICU message. */
  readonly message: string;
  readonly values: z.ZodObject;
}

type Shape = Readonly<Record<string, z.ZodType<SentenceValue>>>;
type ValuesOf<Of extends Shape> = { readonly [Name in keyof Of]: z.output<Of[Name]> };

/** Templates that are used together, by name. */
export interface SentenceSet<Shapes extends Readonly<Record<string, Shape>>> {
  /** A sentence from a template of the set and its values. */
  <Name extends keyof Shapes & string>(
    name: Name,
    ...values: keyof Shapes[Name] extends never ? [] : [ValuesOf<Shapes[Name]>]
  ): Sentence;
  readonly templates: readonly SentenceTemplate[];
}

export const defineSentences = <const Shapes extends Readonly<Record<string, Shape>>>(
  set: string,
  definitions: { readonly [Name in keyof Shapes]: { readonly message: string; readonly values: Shapes[Name] } },
): SentenceSet<Shapes> => {
  const templates = new Map(
    Object.entries(definitions).map(([name, { message, values }]): [string, SentenceTemplate] => [
      name,
      { id: `${set}/${name}`, message, values: z.object(values) },
    ]),
  );
  const sentence: SentenceSet<Shapes> = Object.assign(
    (name: string, ...given: readonly unknown[]): Sentence => {
      const template = templates.get(name);
      if (template === undefined) throw new Error(`there is no sentence ${set}/${name}`);
      // The types of the set allow only the values of the template, and each of them is a sentence value.
      const values = (given[0] ?? {}) as SentenceValues;
      const facts = { template: template.id, values };
      return { reason: renderFacts(facts, template.message, english), facts };
    },
    { templates: [...templates.values()] },
  );
  return sentence;
};

/** Facts as a text in a language, by the message that the language has for their template. */
export const renderFacts = ({ values }: SentenceFacts, message: string, language: Language): RenderedText =>
  // The only place that makes a rendered text, and it is rendered here.
  renderMessage(message, values, language) as RenderedText;
