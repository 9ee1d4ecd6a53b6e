import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseRedirections, redirectedTransport } from '#shared/microsoft/origins.ts';

const received: {
  method: string | undefined;
  url: string | undefined;
  authorization: string | undefined;
  body: string;
}[] = [];
let server: Server;
let origin: string;

const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  const { method, url, headers } = request;
  received.push({ method, url, authorization: headers.authorization, body });
  if (url === '/reset') request.socket.destroy();
  else if (url === '/silent') return;
  else if (url === '/moved') response.writeHead(302, { location: `${origin}/elsewhere` }).end();
  else response.writeHead(207, { 'x-mark': 'here' }).end('{"a":1}');
};

beforeEach(async () => {
  received.length = 0;
  server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => {
  server.close();
  server.closeAllConnections();
});

const graph = 'https://graph.microsoft.com';
const request = { method: 'GET', headers: { authorization: 'Bearer x' } } as const;

describe('the transport', () => {
  it('sends to the redirected origin and changes nothing else', async () => {
    const send = redirectedTransport({ [graph]: origin });
    const { status, headers, text } = await send({
      method: 'POST',
      url: `${graph}/v1.0/$batch?a=b%2Fc`,
      headers: request.headers,
      body: '{"x":1}',
    });
    expect([status, headers.get('x-mark'), text]).toEqual([207, 'here', '{"a":1}']);
    expect(received).toEqual([
      { method: 'POST', url: '/v1.0/$batch?a=b%2Fc', authorization: 'Bearer x', body: '{"x":1}' },
    ]);
  });

  it('accepts both origins of the China cloud', async () => {
    const send = redirectedTransport({ 'https://login.chinacloudapi.cn': origin });
    await send({ ...request, url: 'https://login.partner.microsoftonline.cn/t/oauth2/v2.0/token' });
    expect(received[0]?.url).toBe('/t/oauth2/v2.0/token');
  });

  it('follows no redirect', async () => {
    const { status } = await redirectedTransport({ [graph]: origin })({ ...request, url: `${graph}/moved` });
    expect(status).toBe(302);
    expect(received).toHaveLength(1);
  });

  it.each([
    'https://evil.example/x',
    'http://graph.microsoft.com/x',
    'https://graph.microsoft.com:444/x',
    'https://graph.microsoft.com@evil.example/',
  ])('never sends to %s', async (url) => {
    await expect(redirectedTransport({})({ ...request, url })).rejects.toThrow('which is not an origin of Microsoft');
    expect(received).toEqual([]);
  });

  it('reports a broken connection as MicrosoftUnavailable', async () => {
    const send = redirectedTransport({ [graph]: origin });
    await expect(send({ ...request, url: `${graph}/reset` })).rejects.toMatchObject({ code: 'MicrosoftUnavailable' });
    server.close();
    server.closeAllConnections();
    await expect(send({ ...request, url: `${graph}/x` })).rejects.toMatchObject({ code: 'MicrosoftUnavailable' });
  });
});

it('times out when no answer comes', async () => {
  const send = redirectedTransport({ [graph]: origin });
  const silent = { ...request, url: `${graph}/silent`, timeoutSeconds: 0.05 };
  await expect(send(silent)).rejects.toMatchObject({ code: 'MicrosoftUnavailable' });
});

describe('MICROSOFT_ORIGINS', () => {
  it('is a JSON object of origins and redirects nothing when unset', () => {
    expect(parseRedirections(undefined)).toEqual({});
    expect(parseRedirections('')).toEqual({});
    expect(parseRedirections(`{"${graph}":"http://127.0.0.1:4020"}`)).toEqual({ [graph]: 'http://127.0.0.1:4020' });
    expect(parseRedirections(`{"${graph}/":"http://127.0.0.1:4020/"}`)).toEqual({ [graph]: 'http://127.0.0.1:4020' });
  });

  it.each(['nonsense', '[]', '{"graph":"http://127.0.0.1"}', `{"${graph}":"ftp://x"}`, `{"${graph}":4020}`])(
    'is not %s',
    (text) => {
      expect(() => parseRedirections(text)).toThrow('JSON object of origins');
    },
  );
});
