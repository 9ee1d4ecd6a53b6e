import { describe, expect, it } from 'vitest';
import { findingOf, findings } from '#shared/findings/index.ts';
import { hardeningAreas } from '#shared/views/hardening/checklist.ts';

const listed: readonly string[] = hardeningAreas.flatMap(({ findingIds }) => findingIds);

/** Findings that are not settings of a tenant: events, money, matters of one user, and the connection. */
const elsewhere =
  /^(mailboxes\.no-|mfa\.every-|(alerts|users|devices|directory-changes|secure-score|service-health|licenses|connection)\.)/;

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

  it('names every setting that is judged', () => {
    const settings = findings.map(({ id }) => id).filter((id) => !elsewhere.test(id));
    expect(listed.toSorted()).toEqual(settings.toSorted());
  });
});
