// The German sentence: cspell:ignore Lizenzen für sind nicht zugewiesen laut Preisliste Jahr
import { describe, expect, it } from 'vitest';
import { findingFacts } from '#shared/book/finding-facts.ts';
import { findings, sentenceTemplates } from '#shared/findings/index.ts';
import { english } from '#shared/kernel/english.ts';
import { argumentsOf, parseMessage } from '#shared/kernel/message-format.ts';
import { renderMessage } from '#shared/kernel/render-message.ts';
import { renderFacts, SentenceFacts } from '#shared/kernel/sentence.ts';
import { verdictSentence } from '#shared/posture/verdict-sentences.ts';
import { german, germanMessages } from '#test/support/german-sentences.ts';
import { machineWords } from '#test/support/machine-words.ts';
import { formatFaults } from '#test/support/project-files.ts';
import { kindOf, sampleValues } from '#test/support/sentence-samples.ts';

const templates = [...sentenceTemplates, ...verdictSentence.templates].map((template) => ({
  id: template.id,
  template,
}));
const withoutTerms = ['text', 'number', 'plural', 'select', 'list', 'money', 'date', 'instant', 'percent'];

const argumentNames = (message: string): string[] =>
  [...new Set(argumentsOf(parseMessage(message)).map(({ name }) => name))].sort();

describe('the sentences of findings', () => {
  it('belong to every finding', () => {
    const silent = findings.filter(({ sentences }) => sentences.length === 0).map(({ id }) => id);
    expect(formatFaults(silent.map((id) => `write the sentences of ${id}`))).toBe('');
  });

  it('have an id each', () => {
    const ids = templates.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
  });
});

describe.each(templates)('the sentence $id', ({ template }) => {
  const { message, values } = template;
  const named = argumentsOf(parseMessage(message));

  it('shows each of its values, in a format that suits it', () => {
    expect([...new Set(named.map(({ name }) => name))].sort()).toEqual(Object.keys(values.shape).sort());
    for (const { name, format } of named) {
      const schema = values.shape[name];
      expect(schema && kindOf(schema).formats, `${name} as ${format}`).toContain(format);
    }
  });

  it('has a word for each code', () => {
    for (const { name, format, style } of named.filter((each) => !withoutTerms.includes(each.format))) {
      const schema = values.shape[name];
      const missing = schema && kindOf(schema).codes.filter((code) => english.terms[`${style}.${code}`] === undefined);
      expect(missing, `terms of ${style}, shown as ${format}`).toEqual([]);
    }
  });

  it.each(sampleValues(template))('reads as one sentence, without words of machines (case %#)', (given) => {
    expect(values.safeParse(given).error).toBeUndefined();
    const sentence = renderMessage(message, given, english);
    expect(sentence).toMatch(/^\S.*[^.]\.$/s);
    expect(sentence.length).toBeLessThanOrEqual(320);
    expect(machineWords(sentence)).toEqual([]);
    expect(sentence).not.toMatch(/\b1 (users|days|policies|seats|accounts|mailboxes|apps)\b| {2}|\{|\}|undefined|null/);
  });
});

describe('the facts of a sentence', () => {
  it.each(templates)('are enough to say $id again, after they were stored and sent', ({ template }) => {
    for (const given of sampleValues(template)) {
      const facts = { template: template.id, values: given };
      const sent = SentenceFacts.parse(JSON.parse(JSON.stringify(facts)));
      expect(renderFacts(sent, template.message, english)).toBe(renderMessage(template.message, given, english));
    }
  });

  it.each(sentenceTemplates.map((template) => ({ id: template.id, template })))(
    'are in the contract: $id',
    ({ template }) => {
      for (const values of sampleValues(template)) {
        const facts = { template: template.id, values };
        expect(findingFacts(JSON.parse(JSON.stringify(facts)))).toEqual(facts);
      }
    },
  );

  it.each(Object.entries(germanMessages))('are enough to say %s in German', (id, message) => {
    const template = sentenceTemplates.find((each) => each.id === id);
    expect(argumentNames(message)).toEqual(argumentNames(template?.message ?? ''));
    for (const values of template === undefined ? [] : sampleValues(template)) {
      expect(renderMessage(message, values, german)).toMatch(/^\S.*[^.]\.$/s);
    }
  });

  it('show the dates, numbers and amounts of the other language', () => {
    const product = { kind: 'sku', id: 'sku', name: 'Microsoft 365 E3' };
    const values = { product, unassigned: 1200, paid: 5000, cost: { amount: 1056.5, currency: 'EUR' } };
    expect(renderMessage(germanMessages['licenses.none-unassigned/unassigned'] ?? '', values, german)).toBe(
      '1.200 von 5.000 Lizenzen für Microsoft 365 E3 sind nicht zugewiesen, laut Preisliste 1.056,50\u00a0€ im Jahr.',
    );
  });
});
