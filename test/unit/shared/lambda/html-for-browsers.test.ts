import type { Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import type { GatewayAnswer } from '#shared/lambda/gateway-event.ts';
import { htmlForBrowsers } from '#shared/lambda/html-for-browsers.ts';
import { gatewayEvent } from '#test/support/gateway-request.ts';

// The wrapper passes the context on and does not read it.
const noContext = {} as Context;

const asked = (body: object, accept?: string) => {
  const answer: GatewayAnswer = {
    statusCode: 409,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
    body: JSON.stringify(body),
  };
  const headers = accept === undefined ? {} : { accept };
  return htmlForBrowsers(async () => answer)(gatewayEvent({ route: 'GET /v1/x', headers }), noContext);
};
const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

describe('htmlForBrowsers', () => {
  it('renders the texts of the JSON with its status and headers', async () => {
    const { statusCode, headers, body } = await asked(
      { title: 'The link was used.', detail: 'ask for a new one', code: 'consent-link-used' },
      browser,
    );
    expect([statusCode, headers['content-type'], headers['cache-control']]).toEqual([
      409,
      'text/html; charset=utf-8',
      'no-store',
    ]);
    expect(body).toContain('<h1>The link was used.</h1><p>Ask for a new one</p><p>(consent-link-used)</p>');
  });

  it('escapes HTML in names', async () => {
    const { body } = await asked({ message: `Consent was given for <script>alert("1")</script> & 'Sons'` }, browser);
    expect(body).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;Sons&#39;');
    expect(body).not.toContain('<script>');
  });

  it.each([undefined, '*/*', 'application/json'])('returns JSON to a client that accepts %s', async (accept) => {
    const { headers, body } = await asked({ message: 'x' }, accept);
    expect([headers['content-type'], body]).toEqual(['application/problem+json', '{"message":"x"}']);
  });
});
