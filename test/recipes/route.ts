import { insertBefore, insertSorted, newFile, type Recipe } from './recipe.ts';

const operation = `    getMyRole: {
      route: 'GET /v1/me/role',
      summary: 'The role of the caller',
      ability: 'self.read',
      response: { status: 200, body: z.object({ role: z.enum(['admin', 'member', 'viewer']) }) },
    },
`;

const useCase = `import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { contract } from './contract.ts';

type Op = typeof contract.operations.getMyRole;

export const getMyRole = async ({ caller: { role } }: ApiRequest<Op, MemberScope>): Promise<ApiAnswer<Op>> => ({
  body: { role },
});
`;

const test = `import { describe, expect, it } from 'vitest';
import { getMyRole } from '#functions/api/me/get-my-role.ts';
import { caller } from '#test/support/numbered-msps.ts';

describe('getMyRole', () => {
  it.each(['admin', 'member', 'viewer'] as const)('returns the role %s of the caller', async (role) => {
    const request = {
      caller: caller(role),
      params: undefined,
      query: undefined,
      body: undefined,
      requestId: 'request-1',
      origin: 'https://api.example',
    };
    expect(await getMyRole(request)).toEqual({ body: { role } });
  });
});
`;

export const routeRecipe: Recipe = {
  heading: 'Add a route',
  placeholders: { resource: 'me', 'use-case': 'get-my-role', useCase: 'getMyRole' },
  steps: [
    {
      file: 'functions/api/<resource>/contract.ts',
      edit: (text) => insertBefore(text, '    getMe: {\n', operation),
      forgotten: /add the operation getMyRole to functions\/api\/me\/contract\.ts/,
    },
    newFile(
      'functions/api/<resource>/<use-case>.ts',
      useCase,
      /write functions\/api\/me\/get-my-role\.ts: the use case getMyRole/,
    ),
    {
      file: 'functions/api/<resource>/handler.ts',
      edit: (text) =>
        insertSorted(
          insertBefore(text, ' });', ', getMyRole'),
          "import { getMyRole } from './get-my-role.ts';",
          /^import \{ \w+ \} from '\.\//,
          (line) => line.split("from '")[1] ?? '',
        ),
      forgotten: /add getMyRole to functions\/api\/me\/handler\.ts/,
    },
    newFile(
      'test/unit/functions/api/<resource>/<use-case>.test.ts',
      test,
      /write test\/unit\/functions\/api\/me\/get-my-role\.test\.ts: no test names getMyRole or its path/,
    ),
  ],
  generated: ['docs/generated/openapi.json', 'docs/generated/routes.json'],
  architectureTests: ['use-cases', 'api-contracts', 'generated'],
};
