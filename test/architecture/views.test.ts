import { describe, expect, it } from 'vitest';
import { views } from '#shared/views/index.ts';
import { formatFaults, globProject, readProjectFile } from '#test/support/project-files.ts';

const folder = 'test/integration/functions/api/customer-views';
const testText = globProject(`${folder}/*.test.ts`)
  .map((path) => readProjectFile(path))
  .join('\n');

describe('the registry of views', () => {
  it('names each view by its folder', () => {
    const wrong = views.filter(({ id }) => globProject(`shared/views/${id}/view.ts`).length === 0);
    expect(
      formatFaults(wrong.map(({ id }) => `${id} is not the name of its folder: move it to shared/views/${id}`)),
    ).toBe('');
  });
});

describe('every page of a customer', () => {
  it('is read by a test', () => {
    const untested = views.filter(({ route }) => {
      const page = route.split('/').at(-1) ?? '';
      return !new RegExp(`\\b(read|page)\\('${page}'`).test(testText);
    });
    expect(
      formatFaults(untested.map(({ id, route }) => `write ${folder}/${id}.test.ts: no test there reads ${route}`)),
    ).toBe('');
  });
});
