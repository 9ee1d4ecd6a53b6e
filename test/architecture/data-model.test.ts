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
const methods = await storeOperations();

describe('docs/data-model.md', () => {
  it('lists every method of a store', () => {
    expect(methods.length).toBeGreaterThan(60);
    expect(
      formatFaults(
        methods.filter((method) => !quoted.has(method)).map((method) => `add ${method} to docs/data-model.md`),
      ),
    ).toBe('');
  });

  it('lists no method that no store has', () => {
    const listed = [...quoted].filter((word) => /^[a-z]\w+\.[a-z]\w+$/.test(word));
    expect(
      formatFaults(
        listed.filter((word) => !methods.includes(word)).map((word) => `remove ${word} from docs/data-model.md`),
      ),
    ).toBe('');
  });

  it('lists every key template', () => {
    expect(templates.length).toBeGreaterThan(30);
    expect(
      formatFaults(
        templates
          .filter((template) => !quoted.has(template))
          .map((template) => `add ${template} to docs/data-model.md`),
      ),
    ).toBe('');
  });

  it('lists no key template that is not used', () => {
    const listed = [...quoted].filter((word) => word.includes('#${'));
    expect(
      formatFaults(
        listed.filter((word) => !templates.includes(word)).map((word) => `remove ${word} from docs/data-model.md`),
      ),
    ).toBe('');
  });
});
