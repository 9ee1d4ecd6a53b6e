import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Frame } from 'playwright-core';
import { z } from 'zod';

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const lookAround = readFileSync(join(import.meta.dirname, 'look-around.js'), 'utf8');
const Seen = z.object({ ran: z.boolean(), forbidden: z.array(z.string()) });
const flags = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync'],
];

/** What a page did beside being shown. */
export interface PageEffects {
  /** Whether a script of the mail ran, in the page or any frame. */
  readonly ran: boolean;
  /** What it asked for: addresses, without that of the page. */
  readonly requests: readonly string[];
  /** What is in it that shall not be: elements, handlers and addresses, as a person would name them. */
  readonly odd: readonly string[];
  /** In how many frames, the page itself among them, somebody looked. */
  readonly inspectedFrames: number;
}

export interface MailBrowser {
  /** `parsed`: the mail is in the page as it is served. `assigned`: a script of the page assigns it. `framed`: in a sandboxed frame, as the contract asks. */
  show(html: string, how: 'parsed' | 'assigned' | 'framed'): Promise<PageEffects>;
  close(): Promise<void>;
}

/** A Chromium with a profile of its own, and a server on loopback for its pages. Whatever a page asks for is written down and goes nowhere. */
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
      return deedsOf(context, origin);
    },
    async close() {
      await context.close();
      await new Promise((resolve) => server.close(resolve));
      rmSync(profile, { recursive: true, force: true });
    },
  };
};

// An icon of its own, so that the browser does not go and look for one.
const pageWith = (html: string, how: 'parsed' | 'assigned' | 'framed'): string => {
  const head = '<!doctype html><html><head><link rel="icon" href="data:,"></head>';
  if (how === 'parsed') return `${head}<body>${html}</body></html>`;
  // A script element would end at the first of its own end tags.
  const literal = JSON.stringify(html).replaceAll('<', '\\u003c');
  const place =
    how === 'assigned'
      ? `document.body.innerHTML = ${literal};`
      : `const frame = document.createElement('iframe'); frame.dataset.own = ''; frame.sandbox = ''; frame.srcdoc = ${literal}; document.body.append(frame);`;
  return `${head}<body></body><script data-own>${place}</script></html>`;
};

const deedsOf = async (context: BrowserContext, origin: string): Promise<PageEffects> => {
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
    const frames = await Promise.all(tab.frames().map((frame) => lookedAround(frame)));
    return {
      ran: frames.some((seen) => seen.ran),
      requests,
      odd: frames.flatMap((seen) => seen.forbidden),
      inspectedFrames: frames.filter(({ looked }) => looked).length,
    };
  } finally {
    await tab.close();
  }
};

/** A frame that has gone elsewhere, or shows an error of the browser, holds nothing of the mail; where it wanted to go is among the requests. */
const lookedAround = async (frame: Frame): Promise<z.output<typeof Seen> & { readonly looked: boolean }> => {
  try {
    return { ...Seen.parse(await frame.evaluate(lookAround)), looked: true };
  } catch {
    return { ran: false, forbidden: [], looked: false };
  }
};
