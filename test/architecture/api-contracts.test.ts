import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { discover } from '#infra/discover.ts';
import { openApiFile, openApiText } from '#local/docs/openapi-file.ts';
import type { Operation } from '#shared/contract/function-contract.ts';
import { OpenApiDocument, operationsOf } from '#test/fuzz/contract/openapi-operations.ts';
import { formatFaults, readProjectFile } from '#test/support/project-files.ts';
import { textsWithoutRule } from '#test/support/request-texts.ts';

const NamedSchema = z.object({
  description: z.string().optional(),
  example: z.record(z.string(), z.unknown()).optional(),
  properties: z.record(z.string(), z.unknown()).default({}),
  required: z.array(z.string()).default([]),
});
const NamedSchemas = z.object({ components: z.object({ schemas: z.record(z.string(), NamedSchema) }) });

const missingFields = (
  name: string,
  { properties, required }: z.output<typeof NamedSchema>,
  example: Readonly<Record<string, unknown>>,
): string[] => [
  ...required.filter((field) => !(field in example)).map((field) => `add ${field} to the example of ${name}`),
  ...Object.keys(example)
    .filter((field) => !(field in properties))
    .map((field) => `remove ${field} from the example of ${name}`),
];

const { api } = await discover();
const operations = api.flatMap(({ name, contract }) =>
  Object.entries(contract.operations).map(([id, operation]) => ({ name, contract, id, operation })),
);
const pathParameters = ({ route }: Operation): string[] =>
  [...route.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');

describe('the contracts of the API', () => {
  it('match docs/generated/openapi.json; if not, run npm run docs:generate', async () => {
    const isFresh = (await readFile(openApiFile, 'utf8')) === (await openApiText());
    expect(isFresh).toBe(true);
  });

  it('describe a rule for every text that a request may have: an enum, a format, a pattern or a length', async () => {
    const described = JSON.parse(await readFile(openApiFile, 'utf8'));
    expect(formatFaults(textsWithoutRule(described))).toBe('');
  });

  it('describe every named schema, with examples that have its fields', async () => {
    const described = NamedSchemas.parse(JSON.parse(await readFile(openApiFile, 'utf8')));
    const faults = Object.entries(described.components.schemas).flatMap(([name, schema]) => [
      ...(schema.description === undefined ? [`write a description of the schema ${name} beside its id`] : []),
      ...(schema.example === undefined ? [] : missingFields(name, schema, schema.example)),
    ]);
    expect(formatFaults(faults)).toBe('');
  });

  it('have unique operation ids and routes', () => {
    expect(operations.map(({ id }) => id).toSorted()).toEqual([...new Set(operations.map(({ id }) => id))].toSorted());
    const routes = operations.map(({ operation }) => operation.route).toSorted();
    expect(routes).toEqual([...new Set(routes)]);
  });

  it.each(operations)('$id declares its path parameters and refuses unknown fields', ({ operation }) => {
    expect(Object.keys(operation.params?.shape ?? {}).toSorted()).toEqual(pathParameters(operation).toSorted());
    // Microsoft writes the query of the consent callback.
    const query = operation.route === 'GET /v1/consent/callback' ? undefined : operation.query;
    for (const schema of [operation.params, query, operation.body]) {
      if (schema === undefined) continue;
      const refused = schema.safeParse({ 'no such field': 1 }).error?.issues ?? [];
      const unknown = refused.some(({ code }) => code === 'unrecognized_keys' || code === 'invalid_union');
      expect(unknown, `${operation.route} accepts unknown fields`).toBe(true);
    }
  });

  it.each(operations)('$id has a body only if its method allows one', ({ operation }) => {
    if (/^(GET|DELETE) /.test(operation.route)) expect(operation.body).toBeUndefined();
    if (operation.response.status === 204) expect(operation.response.body).toBeUndefined();
    else expect(operation.response.body).toBeInstanceOf(z.ZodType);
  });

  it.each(operations.filter(({ operation }) => operation.route.startsWith('POST ') && operation.ability !== 'public'))(
    '$id can store its answer for an Idempotency-Key',
    ({ contract }) => {
      expect(contract.environment.shape).toHaveProperty('TABLE_NAME');
      expect(contract.access.table).toBe('write');
    },
  );

  it('declare a rate limit exactly where their wiring counts one', () => {
    const faults = api.flatMap(({ name, contract }) => {
      const wiring = readProjectFile(`functions/api/${name}/wire.ts`);
      const counted = Array.from(wiring.matchAll(/\.take\(\w+, '(\w+)'/g), ([, limit = '']) => limit);
      if (wiring.includes('invitationCounts(')) counted.push('invitations');
      const declared = new Set<string>(Object.values(contract.operations).flatMap(({ rateLimit }) => rateLimit ?? []));
      return [
        ...counted.filter((limit) => !declared.has(limit)).map((limit) => `${name}: declare rateLimit: '${limit}'`),
        ...[...declared].filter((limit) => !counted.includes(limit)).map((limit) => `${name}: nothing counts ${limit}`),
      ];
    });
    expect(formatFaults(faults)).toBe('');
    expect(operations.flatMap(({ operation }) => operation.rateLimit ?? []).toSorted()).toEqual([
      'bodies',
      'bodies',
      'exports',
      'invitations',
      'tools',
    ]);
  });

  it('document the state of a rate limit exactly where one is declared, on the response and on 429', async () => {
    const documented = operationsOf(OpenApiDocument.parse(JSON.parse(await readFile(openApiFile, 'utf8'))));
    for (const { id, operation } of operations) {
      const responses = documented.find((each) => each.id === id)?.responses;
      for (const status of [operation.response.status, 429]) {
        const headers = (responses?.get(status)?.headers ?? []).filter((name) => name.startsWith('ratelimit'));
        const expected = operation.rateLimit === undefined ? [] : ['ratelimit', 'ratelimit-policy'];
        expect([id, status, ...headers]).toEqual([id, status, ...expected]);
      }
    }
  });

  it('are public only for the public routes', () => {
    const open = operations
      .filter(({ operation }) => operation.ability === 'public')
      .map(({ operation }) => operation.route);
    expect(open.toSorted()).toEqual([
      'GET /.well-known/oauth-protected-resource/v1/mcp',
      'GET /v1/consent/callback',
      'GET /v1/health',
      'GET /v1/openapi.json',
    ]);
  });
});
