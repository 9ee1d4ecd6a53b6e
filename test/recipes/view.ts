import { insertBefore, insertSorted, newFile, type Recipe } from './recipe.ts';

const shape = `import { z } from 'zod';
import { TenantId } from '#shared/kernel/ids.ts';

export const BaselineView = z.object({
  tenants: z.array(
    z.object({
      tenantId: TenantId,
      tenantName: z.string(),
      /** Null if it could not be read. */
      securityDefaults: z.boolean().nullable(),
    }),
  ),
});
`;

const make = `import type { z } from 'zod';
import { tenantNameOf } from '#shared/book/book-tenants.ts';
import { hasFacts } from '#shared/posture/readable.ts';
import type { CardInput } from '../define-view.ts';
import type { TenantView } from '../subject-status.ts';
import type { BaselineView } from './shape.ts';

type View = z.input<typeof BaselineView>;

const tenantOf = ({ tenant, posture }: TenantView): View['tenants'][number] => {
  const [policy] = hasFacts(posture, 'security-defaults') ? posture.facts('security-defaults') : [];
  const { tenantId } = tenant.connection;
  return { tenantId, tenantName: tenantNameOf(tenant), securityDefaults: policy?.isEnabled ?? null };
};

export const baselineView = ({ tenants }: CardInput): View => ({ tenants: tenants.map(tenantOf) });
`;

const declaration = `import { defineView } from '../define-view.ts';
import { baselineView } from './make.ts';
import { BaselineView } from './shape.ts';

export const baseline = defineView({
  id: 'baseline',
  operationId: 'getBaseline',
  route: 'GET /v1/customers/{customerId}/baseline',
  description: 'Security Defaults.',
  summary: 'Whether Security Defaults are on in the tenants of a customer.',
  surfaceIds: ['security-defaults'],
  shape: BaselineView,
  make: baselineView,
});
`;

const test = `import { describe, expect, it } from 'vitest';
import { viewSuite } from '#test/support/view-suite.ts';

const suite = viewSuite({ customers: ['acme', 'none'], tenants: { 1: ['Acme', 'acme.example'] } });

describe('GET /v1/customers/{customerId}/baseline', () => {
  it('has the Security Defaults of each tenant', async () => {
    await suite.book.judge(1, { 'security-defaults': [{ isEnabled: true }] });
    expect((await suite.read('baseline', 'acme')).body).toMatchObject({
      tenants: [{ tenantName: 'Acme', securityDefaults: true }],
    });
  });

  suite.testsNoData('baseline', { tenants: [] });
});
`;

const folder = 'shared/views/<view>';

export const viewRecipe: Recipe = {
  heading: 'Add a view',
  placeholders: { view: 'baseline' },
  steps: [
    newFile(`${folder}/shape.ts`, shape, /write shared\/views\/baseline\/shape\.ts: the zod schema of the page/),
    newFile(`${folder}/make.ts`, make, /write shared\/views\/baseline\/make\.ts: the function/),
    newFile(`${folder}/view.ts`, declaration, /write shared\/views\/baseline\/view\.ts: the declaration/),
    {
      file: 'shared/views/index.ts',
      edit: (text) =>
        insertBefore(
          insertSorted(
            text,
            "import { baseline } from './baseline/view.ts';",
            /^import \{ \w+ \} from '\.\/[\w-]+\/(view|card)\.ts'/,
            (line) => line.split("from '")[1] ?? '',
          ),
          '  verdicts,\n',
          '  baseline,\n',
        ),
      forgotten: /add baseline to shared\/views\/index\.ts/,
    },
    newFile(
      'test/integration/functions/api/customer-views/<view>.test.ts',
      test,
      /write test\/integration\/functions\/api\/customer-views\/baseline\.test\.ts: no test there reads GET \/v1\/customers\/\{customerId\}\/baseline/,
    ),
  ],
  generated: ['docs/generated/openapi.json', 'docs/generated/routes.json'],
  architectureTests: ['layout', 'views', 'api-contracts', 'generated'],
};
