import { describe, expect, it } from 'vitest';
import type { Operation } from '#shared/contract/function-contract.ts';
import { findOperation } from '#shared/lambda/find-operation.ts';
import { GatewayEvent } from '#shared/lambda/gateway-event.ts';
import { gatewayEvent } from '#test/support/gateway-request.ts';

const operation = (route: Operation['route']): Operation => ({
  route,
  summary: '',
  ability: 'public',
  response: { status: 204 },
});
const operations = {
  list: operation('GET /v1/customers'),
  get: operation('GET /v1/customers/{customerId}'),
  remove: operation('DELETE /v1/customers/{customerId}'),
  body: operation('GET /v1/customers/{customerId}/messages/{messageId}/body'),
  test: operation('POST /v1/connections/test'),
  create: operation('POST /v1/connections'),
};
const found = (route: string) => findOperation(operations, GatewayEvent.parse(gatewayEvent({ route })))?.name;

describe('findOperation', () => {
  it.each([
    ['the route of the contract', 'GET /v1/customers', 'list'],
    ['another path with the same parameters', 'GET /v2/clients/{customerId}', 'get'],
    ['another method', 'DELETE /v2/clients/{customerId}', 'remove'],
    ['parameters in another order', 'GET /v2/{messageId}/of/{customerId}', 'body'],
    ['a route of the contract beside a similar one', 'POST /v1/connections/test', 'test'],
    ['another path that matches two operations', 'POST /v2/connections', undefined],
    ['a parameter of another name', 'GET /v1/customers/{id}', undefined],
    ['a method without an operation', 'PUT /v1/customers/{customerId}', undefined],
    ['the default route', '$default', undefined],
  ])('%s', (_what, route, name) => {
    expect(found(route)).toBe(name);
  });
});
