import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Frame } from 'playwright-core';
import { z } from 'zod';

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const inspectPage = readFileSync(join(import.meta.dirname, 'inspect-page.js'), 'utf8');
const Seen = z.object({ ran: z.boolean(), forbidden: z.array(z.string()) });
const flags = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync'],
];

/** The effects of a page that was loaded. */
export interface PageEffects {
  /** Whether a script of the mail ran, in the page or in a frame. */
  readonly ran: boolean;
  /** The URLs that it requested, without that of the page. */
  readonly requests: readonly string[];
  /** Elements, event handlers and URLs in it that a sanitized mail must not contain. */
  readonly forbidden: readonly string[];
  /** Number of inspected frames, including the page itself. */
  readonly inspectedFrames: number;
}

export interface MailBrowser {
  /**
   * Loads a mail. `parsed`: the mail is part of the served page. `assigned`: a script of the page assigns it to
   * `innerHTML`. `framed`: it is in a sandboxed frame, as the API's contract requires.
   */
  show(html: string, how: 'parsed' | 'assigned' | 'framed'): Promise<PageEffects>;
  close(): Promise<void>;
}

/**
 * Starts Chromium with a temporary profile and a server for its pages. Every request of a page is recorded and aborted.
 */
export const openMailBrowser = async (): Promise<MailBrowser> => {
  const profile = mkdtempSync(join(tmpdir(), 'vectis-chromium-'));
  const context = await chromium.launchPersistentContext(profile, { executablePath, headless: true, args: flags });
  let page = '';
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/`;
  return {
    async show(html, how) {
      page = pageWith(html, how);
      return effectsOf(context, origin);
    },
    async close() {
      await context.close();
      await new Promise((resolve) => server.close(resolve));
      rmSync(profile, { recursive: true, force: true });
    },
  };
};

// The page has an icon so that the browser does not request one.
const pageWith = (html: string, how: 'parsed' | 'assigned' | 'framed'): string => {
  const head = '<!doctype html><html><head><link rel="icon" href="data:,"></head>';
  if (how === 'parsed') return `${head}<body>${html}</body></html>`;
  // A `</script>` in the mail would end the script element.
  const literal = JSON.stringify(html).replaceAll('<', '\\u003c');
  const place =
    how === 'assigned'
      ? `document.body.innerHTML = ${literal};`
      : `const frame = document.createElement('iframe'); frame.dataset.own = ''; frame.sandbox = ''; frame.srcdoc = ${literal}; document.body.append(frame);`;
  return `${head}<body></body><script data-own>${place}</script></html>`;
};

const effectsOf = async (context: BrowserContext, origin: string): Promise<PageEffects> => {
  const tab = await context.newPage();
  const requests: string[] = [];
  tab.on('dialog', (dialog) => void dialog.dismiss());
  await tab.route('**/*', async (route) => {
    const url = route.request().url();
    if (url === origin) return route.continue();
    requests.push(url);
    return route.abort();
  });
  try {
    await tab.goto(origin, { waitUntil: 'domcontentloaded' });
    await tab.waitForTimeout(40);
    const frames = await Promise.all(tab.frames().map((frame) => inspectFrame(frame)));
    return {
      ran: frames.some((seen) => seen.ran),
      requests,
      forbidden: frames.flatMap((seen) => seen.forbidden),
      inspectedFrames: frames.filter(({ isInspected }) => isInspected).length,
    };
  } finally {
    await tab.close();
  }
};

/**
 * Inspects a frame. One that navigated away or shows an error page cannot be inspected; its URL is among the requests.
 */
const inspectFrame = async (frame: Frame): Promise<z.output<typeof Seen> & { readonly isInspected: boolean }> => {
  const found: unknown = await frame.evaluate(inspectPage).catch(() => undefined); // the frame is gone
  // What the script itself returns must be as described: a slip in it is no frame that cannot be inspected.
  return found === undefined
    ? { ran: false, forbidden: [], isInspected: false }
    : { ...Seen.parse(found), isInspected: true };
};
