import { describe, expect, it } from 'vitest';
import { findingPage } from '#local/docs/finding-page.ts';
import { findings } from '#shared/findings/index.ts';
import { surfaces } from '#shared/surfaces/index.ts';
import { hardeningAreas } from '#shared/views/hardening/checklist.ts';
import { expectedVerdictLines } from '#test/demo/expected-verdicts.ts';
import { existsInProject, formatFaults, globProject, readProjectFile } from '#test/support/project-files.ts';

const folders = globProject('shared/findings/*/*/finding.ts').map((path) => path.split('/').slice(2, 4).join('.'));

/** Findings that are no settings of a tenant: events, money, matters of one user, and the connection. */
const isElsewhere =
  /^(mailboxes\.no-|mfa\.(coverage|every)-|(alerts|users|devices|directory-changes|secure-score|service-health|licenses|connection)\.)/;

describe('the registry of findings', () => {
  it('names each finding by its folder, in the order of ids', () => {
    const ids = findings.map(({ id }) => id);
    expect(
      formatFaults(
        ids
          .filter((id) => !folders.includes(id))
          .map((id) => `${id} is not the name of its folder: move it to shared/findings/${id.replace('.', '/')}`),
      ),
    ).toBe('');
    expect(ids).toEqual(ids.toSorted());
  });

  it('names every setting of a tenant on the hardening checklist', () => {
    const listed: readonly string[] = hardeningAreas.flatMap(({ findingIds }) => findingIds);
    const missing = findings.filter(({ id }) => !listed.includes(id) && !isElsewhere.test(id));
    expect(
      formatFaults(
        missing.map(
          ({ id }) =>
            `add ${id} to its area in shared/views/hardening/checklist.ts, or to isElsewhere in test/architecture/findings.test.ts`,
        ),
      ),
    ).toBe('');
  });

  it('has a row of the demo book for every finding', () => {
    const expected = expectedVerdictLines
      .trim()
      .split('\n')
      .map((line) => line.split('|')[0]?.trim() ?? '');
    const ids = findings.map(({ id }) => id);
    expect(
      formatFaults([
        ...ids
          .filter((id) => !expected.includes(id))
          .map((id) => `add ${id} to test/demo/expected-verdicts.ts: the customers of the demo where it does not pass`),
        ...expected.filter((id) => !ids.includes(id)).map((id) => `remove ${id} from test/demo/expected-verdicts.ts`),
      ]),
    ).toBe('');
    expect(expected).toEqual(expected.toSorted());
  });

  it('has only the declaration and the registry beside the folders', () => {
    const others = globProject('shared/findings/*.ts').filter((path) => !/\/(define-finding|index)\.ts$/.test(path));
    expect(formatFaults(others.map((path) => `${path} serves one family: move it into the folder of the family`))).toBe(
      '',
    );
  });
});

describe.each(findings.map((finding) => ({ id: finding.id, finding })))('finding $id', ({ id, finding }) => {
  const folder = `shared/findings/${id.replace('.', '/')}`;

  it('has a page that says what the code says', () => {
    const page = existsInProject(`${folder}/README.md`) ? readProjectFile(`${folder}/README.md`) : '';
    expect(page === findingPage(finding), `run npm run docs:generate, which writes ${folder}/README.md`).toBe(true);
  });

  it('has criteria for each verdict with a severity and for unknown, and a page of Microsoft', () => {
    const described = Object.keys(finding.criteria.verdicts);
    expect(described).toEqual(expect.arrayContaining([...Object.keys(finding.severity), 'pass', 'unknown']));
    for (const url of finding.sources)
      expect(url).toMatch(/^https:\/\/learn\.microsoft\.com\/(?![a-z]{2}-[a-z]{2}\/)/i);
    expect(finding.sources.length, `name a page of Microsoft in ${folder}/finding.ts`).toBeGreaterThan(0);
  });

  it('has a stable id and a title that states the desired state', () => {
    expect(id).toMatch(/^[a-z-]+\.[a-z0-9-]+$/);
    expect(finding.title.length).toBeLessThanOrEqual(120);
    expect(finding.title).not.toMatch(/^(Ensure|Make sure|Should)|\.$|\bpass\b|\bfail\b/i);
    expect(finding.version).toBeGreaterThanOrEqual(1);
  });

  it('has prose of full sentences for why, action and impact', () => {
    for (const prose of [finding.why, finding.action, finding.impact]) {
      expect(prose.length).toBeGreaterThan(20);
      expect(prose.length).toBeLessThanOrEqual(500);
      expect(prose).toMatch(/^[A-Z0-9].*[.]$/s);
      expect(prose).not.toMatch(/\n|<[a-z]+>|\bsimply\b|\bjust\b|!|\*\*/);
    }
  });

  it('reads surfaces that exist, and has a severity for what it can say', () => {
    const ids = surfaces.map((surface) => surface.id);
    const unknown = [...finding.requires, ...(finding.consults ?? [])].filter((surface) => !ids.includes(surface));
    expect(
      formatFaults(unknown.map((surface) => `${id} reads ${surface}, which no folder in shared/surfaces is named`)),
    ).toBe('');
    expect(finding.severity.fail ?? finding.severity.warn).toBeDefined();
  });
});
