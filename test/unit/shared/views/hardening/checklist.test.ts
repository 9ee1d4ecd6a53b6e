import { describe, expect, it } from 'vitest';
import { findingOf } from '#shared/findings/index.ts';
import { hardeningAreas } from '#shared/views/hardening/checklist.ts';

const listed: readonly string[] = hardeningAreas.flatMap(({ findingIds }) => findingIds);

describe('the hardening checklist', () => {
  it('names findings of the catalog, each once, under the area of its id', () => {
    expect(listed).toEqual([...new Set(listed)]);
    for (const { area, findingIds } of hardeningAreas) {
      for (const id of findingIds) {
        expect(findingOf(id), id).toBeDefined();
        expect(id.split('.')[0]).toBe(area);
      }
    }
  });
});
