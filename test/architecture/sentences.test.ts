import { describe, expect, it } from 'vitest';
import { sentenceTemplates } from '#shared/findings/index.ts';
import { english } from '#shared/kernel/english.ts';
import { argumentsOf, parseMessage } from '#shared/kernel/message-format.ts';
import { renderMessage } from '#shared/kernel/render-message.ts';
import { machineWords } from '#test/support/machine-words.ts';
import { kindOf, sampleValues } from '#test/support/sentence-samples.ts';

const templates = sentenceTemplates.map((template) => ({ id: template.id, template }));
const withoutTerms = ['text', 'number', 'plural', 'select', 'list', 'money', 'date', 'instant', 'percent'];

describe('the sentences of findings', () => {
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
