import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { listQuery } from '#shared/api/list.ts';
import { SecretText } from '#shared/api/secret-text.ts';
import { apiContract } from '#shared/contract/function-contract.ts';
import { Environment } from '#shared/contract/function-environment.ts';
import { openApiDocument } from '#shared/openapi/openapi-document.ts';

const Toy = z.object({ name: z.string() }).meta({ id: 'Toy' });
const Pet = z.object({ petId: z.string(), toys: z.array(Toy) }).meta({ id: 'Pet' });
const contractWith = (pet: z.ZodType = Pet) =>
  apiContract({
    description: 'Pets.',
    environment: Environment.pick({ STAGE: true }),
    access: {},
    timeoutSeconds: 5,
    memoryMegabytes: 128,
    operations: {
      getPet: {
        route: 'GET /v1/pets/{petId}',
        summary: 'One pet',
        ability: 'posture.read',
        params: z.strictObject({ petId: z.string() }),
        query: z.strictObject({ ...listQuery }),
        response: { status: 200, body: pet },
        errors: ['NotFound', 'MicrosoftThrottled'],
      },
      addPet: {
        route: 'POST /v1/pets',
        summary: 'A new pet',
        ability: 'customers.manage',
        body: z.strictObject({ name: z.string().default('Rex'), chip: SecretText }),
        response: { status: 201, body: Pet, otherStatuses: { 202: 'Queued', 404: 'No such shop', 406: 'No form' } },
        rateLimit: 'exports',
        sensitive: true,
      },
      listToys: {
        route: 'PUT /v1/toys',
        summary: 'All toys',
        ability: 'customers.manage',
        body: z.strictObject({ names: z.array(z.string()) }),
        csv: { largestBytes: 1000 },
        response: { status: 204 },
      },
      hello: { route: 'GET /v1/hello', summary: 'Anybody', ability: 'public', response: { status: 204 } },
    },
  });

// Reads a value of the document by path, because the shape of the document is under test.
const at = (document: unknown, ...path: string[]): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], document);
const document = openApiDocument([{ name: 'pets', contract: contractWith() }], '1.2.3');
const get = (...path: string[]) => at(document, 'paths', '/v1/pets/{petId}', 'get', ...path);
/** The response of `getPet` that its reference names. */
const response = (status: string) =>
  at(
    document,
    ...String(get('responses', status, '$ref'))
      .slice(2)
      .split('/'),
  );
const post = (...path: string[]) => at(document, 'paths', '/v1/pets', 'post', ...path);

describe('openApiDocument', () => {
  it('is OpenAPI 3.1 with sorted paths and one id per operation', () => {
    expect(document).toMatchObject({ openapi: '3.1.0', info: { version: '1.2.3' }, tags: [{ name: 'pets' }] });
    expect(Object.keys(at(document, 'paths') as object)).toEqual([
      '/v1/hello',
      '/v1/pets',
      '/v1/pets/{petId}',
      '/v1/toys',
    ]);
    expect(get()).toMatchObject({ operationId: 'getPet', tags: ['pets'], 'x-ability': 'posture.read' });
  });

  it('describes required and optional path and query parameters', () => {
    expect(get('parameters')).toMatchObject([
      { name: 'petId', in: 'path', required: true },
      {
        name: 'limit',
        in: 'query',
        required: false,
        schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 },
      },
      { name: 'cursor', in: 'query', required: false },
      { $ref: '#/components/parameters/IfNoneMatch' },
    ]);
  });

  it('closes requests, leaves responses open and marks write-only fields', () => {
    const body = ['requestBody', 'content', 'application/json', 'schema'];
    expect(post(...body)).toMatchObject({ additionalProperties: false, required: ['chip'] });
    expect(post(...body, 'properties', 'chip')).toMatchObject({ writeOnly: true });
    expect(at(document, 'components', 'schemas', 'Pet')).not.toHaveProperty('additionalProperties');
  });

  it('describes CSV as an alternative to JSON', () => {
    const content = at(document, 'paths', '/v1/toys', 'put', 'requestBody', 'content');
    expect(content).toMatchObject({ 'text/csv': { schema: { type: 'string' } }, 'application/json': {} });
    expect(post('requestBody', 'content')).not.toHaveProperty('text/csv');
  });

  it('defines shared schemas once and has no dangling reference', () => {
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1] ?? '');
    const schemaRefs = refs.filter((ref) => ref.startsWith('#/components/schemas/'));
    expect(new Set(schemaRefs)).toEqual(
      new Set(['Pet', 'Problem', 'GatewayMessage', 'Toy'].map((name) => `#/components/schemas/${name}`)),
    );
    for (const ref of schemaRefs)
      expect(at(document, ...ref.slice(2).split('/')), ref).toMatchObject({ type: 'object' });
    for (const ref of refs) expect(at(document, ...ref.slice(2).split('/')), ref).toBeDefined();
    expect(JSON.stringify(document)).not.toContain('$defs');
  });

  it('describes the state of a rate limit on the response and on 429 of who counts requests, and nowhere else', () => {
    const state = {
      RateLimit: { $ref: '#/components/headers/RateLimit' },
      'RateLimit-Policy': { $ref: '#/components/headers/RateLimitPolicy' },
    };
    expect(post('responses', '201', 'headers')).toEqual(state);
    expect(at(document, 'components', 'responses', 'RateLimitedCounted', 'headers')).toMatchObject(state);
    expect(post('responses', '429')).toEqual({ $ref: '#/components/responses/RateLimitedCounted' });
    expect(get('responses', '429')).toEqual({ $ref: '#/components/responses/RateLimited' });
    expect(JSON.stringify([get(), response('429')])).not.toContain('#/components/headers/RateLimit');
  });

  it('describes both forms of a status that the use case answers as well as the API', () => {
    expect(post('responses', '202')).toEqual({ description: 'Queued' });
    expect(post('responses', '404')).toMatchObject({ content: { 'application/json': {} } });
    expect(post('responses', '406')).toMatchObject({
      description: expect.stringMatching(/^No form .*`not-acceptable`/),
      content: { 'application/json': {}, 'application/problem+json': {} },
    });
  });

  it('refuses two different schemas with one name', () => {
    const other = z.object({ pet: z.object({ other: z.number() }).meta({ id: 'Toy' }) });
    expect(() => openApiDocument([{ name: 'pets', contract: contractWith(other) }], '1')).toThrow(
      'call themselves Toy',
    );
  });

  it('lists errors by status with their codes, and the responses of API Gateway itself', () => {
    expect(Object.keys(get('responses') as object)).toEqual([
      '200',
      '304',
      '400',
      '401',
      '403',
      '404',
      '406',
      '429',
      '500',
      '503',
    ]);
    expect(get('responses', '404')).toEqual({ $ref: '#/components/responses/NotFound' });
    expect(response('503')).toMatchObject({
      description: expect.stringContaining('`throttled`'),
      headers: { 'Retry-After': {} },
      content: { 'application/problem+json': {}, 'application/json': {} },
    });
    expect(response('404')).toMatchObject({ content: { 'application/problem+json': {} } });
    expect(at(response('404'), 'content')).not.toHaveProperty('application/json');
    expect(Object.keys(post('responses') as object)).toEqual([
      '201',
      '202',
      '400',
      '401',
      '403',
      '404',
      '406',
      '409',
      '413',
      '415',
      '422',
      '429',
      '500',
      '503',
    ]);
  });

  it('requires a token except for public operations', () => {
    expect(at(document, 'security')).toEqual([{ bearer: [] }]);
    expect(at(document, 'paths', '/v1/hello', 'get')).toMatchObject({ security: [], responses: { 204: {} } });
    expect(at(document, 'paths', '/v1/hello', 'get', 'responses')).not.toHaveProperty('401');
  });
});
