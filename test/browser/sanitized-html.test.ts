import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bodyOf } from '#shared/communications/body.ts';
import { attacks } from './attacks.ts';
import { type MailBrowser, openMailBrowser, type PageEffects } from './chromium.ts';

let browser: MailBrowser;
beforeAll(async () => {
  browser = await openMailBrowser();
});
afterAll(() => browser?.close());

const htmlOf = (content: string): string =>
  bodyOf({ contentType: 'html', content }, '2026-11-22T12:00:00.000Z').html ?? '';
/** No effects; the page was inspected, and the frame of the mail as well. */
const noEffects = (how: 'parsed' | 'assigned' | 'framed'): PageEffects => ({
  ran: false,
  requests: [],
  forbidden: [],
  inspectedFrames: how === 'framed' ? 2 : 1,
});

describe('the corpus', () => {
  it('has at least 60 attacks, and no two are the same', () => {
    expect(attacks.length).toBeGreaterThanOrEqual(60);
    expect(new Set(attacks.map(([, html]) => html)).size).toBe(attacks.length);
  });

  it('runs scripts and sends requests when it is not sanitized', async () => {
    let [running, asking, either] = [0, 0, 0];
    for (const [, html] of attacks) {
      const { ran, requests } = await browser.show(html, 'parsed');
      running += Number(ran);
      asking += Number(requests.length > 0);
      either += Number(ran || requests.length > 0);
    }
    process.stdout.write(
      `${attacks.length} attacks: ${running} run a script, ${asking} send a request, ${either} do either\n`,
    );
    expect(running).toBeGreaterThanOrEqual(30);
    expect(asking).toBeGreaterThanOrEqual(25);
  });
});

describe.each(['parsed', 'assigned', 'framed'] as const)('a sanitized mail, %s', (how) => {
  it.each(attacks)('has no effect: %s', async (_name, html) => {
    expect(await browser.show(htmlOf(html), how)).toEqual(noEffects(how));
  });

  it('has no effect when one mail contains all attacks', async () => {
    const html = htmlOf(attacks.map(([, each]) => each).join('\n'));
    expect(await browser.show(html, how)).toEqual(noEffects(how));
  });
});

describe('harmless HTML', () => {
  it('is kept', async () => {
    const html = htmlOf(
      '<p style="color:red">Hello <b>Jane</b>, <a href="https://example.com">this</a></p><img src="cid:logo">',
    );
    expect(html).toContain('<b>Jane</b>');
    expect(html).toContain('href="https://example.com"');
    expect(html).toContain('src="cid:logo"');
  });
});
