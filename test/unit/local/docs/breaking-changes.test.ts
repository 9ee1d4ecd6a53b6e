import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { breakingChanges } from '#local/docs/breaking-changes.ts';
import { openApiFile } from '#local/docs/openapi-file.ts';
import { releasedOpenApiFile } from '#local/docs/released-openapi.ts';

const current = readFileSync(openApiFile, 'utf8');

// biome-ignore lint/suspicious/noExplicitAny: a planted break changes the document where it likes
type Document = any;

const planted = (plant: (document: Document) => void): readonly string[] => {
  const changed: Document = JSON.parse(current);
  plant(changed);
  return breakingChanges(JSON.parse(current), changed);
};
const members = '/v1/members';

describe('breakingChanges', () => {
  it('finds none between a document and itself', () => {
    expect(planted(() => undefined)).toEqual([]);
  });

  it('finds none in what may be added: an operation, a field of an answer, an optional parameter, a larger limit', () => {
    const changes = planted(({ paths, components }) => {
      paths['/v1/new'] = { get: { operationId: 'getNew', responses: { 200: { description: 'Done' } } } };
      components.schemas.Member.properties.nickname = { type: 'string' };
      paths[members].get.parameters.push({
        name: 'nickname',
        in: 'query',
        required: false,
        schema: { type: 'string' },
      });
      components.parameters.Limit.schema.maximum = 500;
    });
    expect(changes).toEqual([]);
  });

  it.each<[string, (document: Document) => void, string]>([
    ['a removed operation', ({ paths }) => delete paths[members].get, 'GET /v1/members is removed'],
    [
      'another name of a method',
      ({ paths }) => (paths[members].get.operationId = 'x'),
      'GET /v1/members has another operationId',
    ],
    [
      'another ability',
      ({ paths }) => (paths[members].get['x-ability'] = 'x'),
      'GET /v1/members has another x-ability',
    ],
    ['a removed parameter', ({ paths }) => paths[members].get.parameters.pop(), 'no longer takes'],
    [
      'a parameter that is demanded',
      ({ paths }) => paths[members].get.parameters.push({ name: 'x', in: 'query', required: true, schema: {} }),
      'demands query x',
    ],
    [
      'a lower limit',
      ({ components }) => (components.parameters.Limit.schema.maximum = 100),
      'query limit has a lower maximum',
    ],
    [
      'a removed field of an answer',
      ({ components }) => delete components.schemas.Member.properties.email,
      'email is removed',
    ],
    [
      'a removed field of what an answer extends',
      ({ components }) => delete components.schemas.Tenant.properties.tenantName,
      'tenantName is removed',
    ],
    ['a field that may be absent', ({ components }) => components.schemas.Member.required.shift(), 'may be absent'],
    [
      'a field that may be null',
      ({ components }) => (components.schemas.Member.properties.email.type = ['string', 'null']),
      'email may be null',
    ],
    [
      'a field of a request that is demanded',
      ({ paths }) => paths[members].post.requestBody.content['application/json'].schema.required.push('x'),
      'body.x is demanded',
    ],
    [
      'a removed value of a request',
      ({ paths }) => paths[members].post.requestBody.content['application/json'].schema.properties.role.enum.pop(),
      'no longer takes "viewer"',
    ],
    [
      'another status of success',
      ({ paths }) => delete paths[members].post.responses['201'],
      'POST /v1/members no longer answers 201',
    ],
  ])('names %s', (_what, plant, sentence) => {
    expect(planted(plant).join('\n')).toContain(sentence);
  });
});

describe('the OpenAPI document', () => {
  it('breaks no client of the last release, unless the version says so', () => {
    const released: Document = existsSync(releasedOpenApiFile)
      ? JSON.parse(readFileSync(releasedOpenApiFile, 'utf8'))
      : undefined;
    const document: Document = JSON.parse(current);
    const isNewVersion = released !== undefined && document.info.version !== released.info.version;
    expect(released === undefined || isNewVersion ? [] : breakingChanges(released, document)).toEqual([]);
  });
});
