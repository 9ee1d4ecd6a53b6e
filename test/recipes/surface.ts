import { insertSorted, newFile, type Recipe } from './recipe.ts';

const schema = `import { z } from 'zod';

/** As Graph sends it. https://learn.microsoft.com/graph/api/resources/authorizationpolicy */
export const RawSelfServiceSignUp = z.object({ allowedToSignUpEmailBasedSubscriptions: z.boolean() });

/** One record a tenant. */
export const SelfServiceSignUp = z.object({ isAllowed: z.boolean() });
export type SelfServiceSignUp = z.output<typeof SelfServiceSignUp>;
`;

const normalize = `import type { z } from 'zod';
import type { RawSelfServiceSignUp, SelfServiceSignUp } from './schema.ts';

export const normalize = (raw: z.output<typeof RawSelfServiceSignUp>): SelfServiceSignUp => ({
  isAllowed: raw.allowedToSignUpEmailBasedSubscriptions,
});
`;

const declaration = `import { defineSurface } from '../define-surface.ts';
import { parseRaw } from '../raw.ts';
import { normalize } from './normalize.ts';
import { RawSelfServiceSignUp, SelfServiceSignUp } from './schema.ts';

export const selfServiceSignUp = defineSurface({
  id: 'self-service-sign-up',
  title: 'Self-service sign-up',
  reference: 'https://learn.microsoft.com/graph/api/authorizationpolicy-get',
  job: 'posture',
  features: ['hardening'],
  throttleDomain: 'directory',
  everySeconds: 6 * 3600,
  accessOptions: [{ name: 'policy', scopes: [['Policy.Read.All']] }],
  completeness: 'replace',
  fact: SelfServiceSignUp,
  factVersion: 1,
  identify: () => 'self-service-sign-up',
  async *read({ graph }) {
    yield [normalize(parseRaw(RawSelfServiceSignUp, await graph.get({ path: '/policies/authorizationPolicy' })))];
  },
});
`;

const page = `# Self-service sign-up

Whether people may sign up for subscriptions by e-mail. One request, one fact.

- Reads \`GET /policies/authorizationPolicy\` · scope \`Policy.Read.All\` · no plan · every 6 hours.
- Reference: <https://learn.microsoft.com/graph/api/authorizationpolicy-get>
`;

const handler = `import { collectSurface } from '#shared/collecting/collect-surface.ts';
import { selfServiceSignUp } from '#shared/surfaces/self-service-sign-up/surface.ts';

export const handler = collectSurface(selfServiceSignUp);
`;

const answer = `{
  "/policies/authorizationPolicy": {
    "id": "authorizationPolicy",
    "allowedToSignUpEmailBasedSubscriptions": true
  }
}
`;

const test = `import { describe, expect, it } from 'vitest';
import { selfServiceSignUp } from '#shared/surfaces/self-service-sign-up/surface.ts';
import { fakeGraphReader, fixture, readFacts } from '#test/support/graph-reader.ts';

describe('self-service sign-up', () => {
  it('is read as allowed', async () => {
    const facts = await readFacts(selfServiceSignUp, fakeGraphReader(fixture('self-service-sign-up', 'allowed')));
    expect(facts).toEqual([{ isAllowed: true }]);
  });

  it('is not read from a malformed answer', async () => {
    const graph = fakeGraphReader({ '/policies/authorizationPolicy': {} });
    await expect(readFacts(selfServiceSignUp, graph)).rejects.toMatchObject({
      details: { field: 'allowedToSignUpEmailBasedSubscriptions' },
    });
  });
});
`;

const folder = 'shared/surfaces/<id>';
const written = (path: string, purpose: string): RegExp =>
  new RegExp(`write ${path.replaceAll('<id>', 'self-service-sign-up')}: ${purpose}`);

export const surfaceRecipe: Recipe = {
  heading: 'Add a surface',
  placeholders: { id: 'self-service-sign-up', camelId: 'selfServiceSignUp', case: 'allowed' },
  steps: [
    newFile(`${folder}/schema.ts`, schema, written(`${folder}/schema.ts`, 'the zod schemas')),
    newFile(`${folder}/normalize.ts`, normalize, written(`${folder}/normalize.ts`, 'the pure function')),
    newFile(`${folder}/surface.ts`, declaration, written(`${folder}/surface.ts`, 'the declaration')),
    newFile(`${folder}/README.md`, page, written(`${folder}/README.md`, 'what it reads')),
    {
      file: 'shared/surfaces/index.ts',
      edit: (text) =>
        insertSorted(
          insertSorted(
            text,
            "import { selfServiceSignUp } from './self-service-sign-up/surface.ts';",
            /^import \{ \w+ \} from '\.\/[\w-]+\/surface\.ts'/,
            (line) => line.split("from '")[1] ?? '',
          ),
          '  selfServiceSignUp,',
          /^ {2}\w+,$/,
        ),
      forgotten: /add selfServiceSignUp to shared\/surfaces\/index\.ts/,
    },
    newFile('functions/surfaces/<id>/handler.ts', handler, written('functions/surfaces/<id>/handler.ts', 'its Lambda')),
    newFile(
      'test/fixtures/graph/<id>/<case>.json',
      answer,
      /write test\/fixtures\/graph\/self-service-sign-up\/<case>\.json: an answer of Graph/,
    ),
    newFile(
      'test/unit/shared/surfaces/<id>/surface.test.ts',
      test,
      written('test/unit/shared/surfaces/<id>/surface.test.ts', 'an answer in, facts out'),
    ),
  ],
  generated: [
    'docs/generated/permissions.md',
    'docs/generated/roles.md',
    'docs/generated/stored-shapes.json',
    'docs/generated/surfaces.md',
  ],
  architectureTests: ['layout', 'generated'],
};
