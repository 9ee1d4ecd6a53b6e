import { z } from 'zod';
import { sentenceTemplates } from '#shared/findings/index.ts';
import type { SentenceFacts, SentenceTemplate } from '#shared/kernel/sentence.ts';

/** `admins.cloud-only/synchronized` becomes `AdminsCloudOnlySynchronized`. */
const pascalCase = (id: string): string =>
  id
    .split(/[^a-z0-9]+/i)
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');

const hasValues = ({ values }: SentenceTemplate): boolean => Object.keys(values.shape).length > 0;

// Each has a name in the OpenAPI document: the Python generator cannot read a named union of unnamed objects.
const templates = sentenceTemplates
  .filter(hasValues)
  .map(({ id, message, values }) =>
    z.object({ template: z.literal(id), values }).meta({ id: `${pascalCase(id)}Facts`, description: message }),
  );

/** Sentences that are the same in every tenant. */
const constant = sentenceTemplates.filter((template) => !hasValues(template));
const ConstantFacts = z.object({ template: z.enum(constant.map(({ id }) => id)), values: z.object({}) }).meta({
  id: 'ConstantFacts',
  description: [
    'The facts of a summary that is the same in every tenant.\n',
    ...constant.map(({ id, message }) => `* \`${id}\`: ${message}`),
  ].join('\n'),
});

/** What a finding says, as data, by the template of its summary. */
export const FindingFacts = z.discriminatedUnion('template', [ConstantFacts, ...templates]).meta({
  id: 'FindingFacts',
  description:
    'The facts of a summary: `template` names its sentence, `values` are what is said in it. The description of each template is its English text, an ICU message. A page says them in the language, time zone and currency of its reader.',
});
export type FindingFacts = z.output<typeof FindingFacts>;

/** Stored facts as the API returns them; null where this release no longer has their template. */
export const findingFacts = (facts: SentenceFacts): FindingFacts | null => FindingFacts.safeParse(facts).data ?? null;
