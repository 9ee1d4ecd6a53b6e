import { describe, expect, it } from 'vitest';
import { keyTemplates, storeOperations } from '#local/docs/store-operations.ts';
import { formatFaults, readProjectFile } from '#test/support/project-files.ts';

const page = readProjectFile('docs/data-model.md');
const quoted = new Set(Array.from(page.matchAll(/`([^`]+)`/g), (match) => match[1] ?? ''));
const templates = keyTemplates().flatMap((template) =>
  template.startsWith('${prefix}')
    ? ['MESSAGE', 'EVENT'].map((prefix) => template.replace('${prefix}', prefix))
    : [template],
);
const questions = await storeOperations();

describe('docs/data-model.md', () => {
  it('lists every question that a store answers', () => {
    expect(questions.length).toBeGreaterThan(60);
    expect(
      formatFaults(
        questions
          .filter((question) => !quoted.has(question))
          .map((question) => `add ${question} to docs/data-model.md`),
      ),
    ).toBe('');
  });

  it('lists no question that none answers', () => {
    const listed = [...quoted].filter((word) => /^[a-z]\w+\.[a-z]\w+$/.test(word));
    expect(
      formatFaults(
        listed.filter((word) => !questions.includes(word)).map((word) => `take ${word} out of docs/data-model.md`),
      ),
    ).toBe('');
  });

  it('lists every key, as its template spells it', () => {
    expect(templates.length).toBeGreaterThan(30);
    expect(
      formatFaults(
        templates
          .filter((template) => !quoted.has(template))
          .map((template) => `add ${template} to docs/data-model.md`),
      ),
    ).toBe('');
  });

  it('lists no key that is not written', () => {
    const listed = [...quoted].filter((word) => word.includes('#${'));
    expect(
      formatFaults(
        listed.filter((word) => !templates.includes(word)).map((word) => `take ${word} out of docs/data-model.md`),
      ),
    ).toBe('');
  });
});
