import type { Context } from 'aws-lambda';
import { z } from 'zod';
import { type GatewayAnswer, GatewayEvent } from './gateway-event.ts';

/** The texts of a response for a person: a message, or the title of a problem and what to do about it. */
const Texts = z.object({
  message: z.string().optional(),
  title: z.string().optional(),
  detail: z.string().optional(),
  code: z.string().optional(),
});

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');

const capitalize = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const htmlPage = (body: string): string => {
  const { message, title, detail, code } = Texts.parse(JSON.parse(body));
  const heading = title ?? message ?? '';
  const lines = [detail === undefined ? undefined : capitalize(detail), code === undefined ? undefined : `(${code})`];
  const paragraphs = lines.filter((line) => line !== undefined).map((line) => `<p>${escaped(line)}</p>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Vectis for Microsoft 365</title>
</head>
<body><h1>${escaped(heading)}</h1>${paragraphs.join('')}</body>
</html>
`;
};

type Handler<Given> = (event: unknown, context: Context) => Promise<Given>;

/**
 * Renders a JSON response as a plain HTML page, without script or style, where the client is a browser: people of a
 * customer open consent links in one.
 */
export const htmlForBrowsers =
  (handler: Handler<GatewayAnswer>): Handler<GatewayAnswer> =>
  async (event, context) => {
    const answer = await handler(event, context);
    const request = GatewayEvent.safeParse(event);
    const wantsPage = request.success && /\btext\/html\b/.test(request.data.headers['accept'] ?? '');
    if (!wantsPage || answer.body === undefined) return answer;
    return {
      ...answer,
      headers: { ...answer.headers, 'content-type': 'text/html; charset=utf-8' },
      body: htmlPage(answer.body),
    };
  };
