import '#test/support/silent-logs.ts';
import { describe, expect, it } from 'vitest';
import { notFoundHandler } from '#shared/lambda/not-found-handler.ts';

const page = 'https://console.msp.example';
const routes = {
  '/v1/findings/transitions': ['POST'],
  '/v1/findings/{findingKey}': ['GET'],
  '/v1/me': ['DELETE', 'GET'],
};
const handler = notFoundHandler({ allowedOrigins: [page], routes });
const event = (method: string, headers: Readonly<Record<string, string>> = {}, rawPath = '/v1/nothing') => ({
  headers,
  rawPath,
  requestContext: { requestId: 'request-1', http: { method } },
});

describe('the handler of unknown routes', () => {
  it('answers with problem details that name the request', async () => {
    const { statusCode, headers, body } = await handler(event('GET'));
    expect(statusCode).toBe(404);
    expect(headers['content-type']).toBe('application/problem+json');
    expect(JSON.parse(body ?? '')).toMatchObject({ code: 'not-found', status: 404, requestId: 'request-1' });
  });

  it.each([
    ['/v1/me', 'DELETE, GET'],
    ['/v1/findings/x', 'GET'],
    ['/v1/findings/transitions', 'GET, POST'],
  ])('names the methods that %s takes', async (path, allow) => {
    const { statusCode, headers, body } = await handler(event('PUT', {}, path));
    expect({ statusCode, allow: headers['allow'] }).toEqual({ statusCode: 405, allow });
    expect(JSON.parse(body ?? '')).toMatchObject({ code: 'method-not-allowed', detail: `this path takes ${allow}` });
  });

  it('knows no route where the method should have been routed elsewhere', async () => {
    expect((await handler(event('GET', {}, '/v1/me'))).statusCode).toBe(404);
  });

  it.each(['/v1', '/v1/me/', '/v1/findings/', '/v1/me/x', '/v1/ME'])('knows no route at %s', async (path) => {
    expect((await handler(event('PUT', {}, path))).statusCode).toBe(404);
  });

  it('answers the preflight of an allowed origin with its headers, and of another one without', async () => {
    const preflight = (origin: string) => handler(event('OPTIONS', { origin, 'access-control-request-method': 'PUT' }));
    expect(await preflight(page)).toMatchObject({
      statusCode: 204,
      headers: { 'access-control-allow-origin': page, 'access-control-allow-methods': 'GET,POST,PUT,PATCH,DELETE' },
    });
    expect(await preflight('https://elsewhere.example')).toEqual({ statusCode: 204, headers: {} });
  });

  it('lets a page of an allowed origin read the problem', async () => {
    const { headers } = await handler(event('GET', { origin: page }));
    expect(headers['access-control-allow-origin']).toBe(page);
  });

  it.each([[undefined], [null], ['text'], [{}], [{ headers: [], requestContext: 7 }]])(
    'answers an event that is not a request: %j',
    async (other) => {
      expect((await handler(other)).statusCode).toBe(404);
    },
  );
});
