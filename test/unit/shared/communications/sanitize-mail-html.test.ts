import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sanitizeMailHtml } from '#shared/communications/sanitize-mail-html.ts';

/** What sanitized HTML must not contain: anything that acts, loads or redirects. */
const dangers = [
  /<\s*(script|style|iframe|frame|object|embed|applet|form|input|button|textarea|select|meta|base|link|svg|math|video|audio|source|track|template|noscript|portal|dialog)\b/i,
  /<[^>]*\b(?:href|src|srcset|action|formaction|background|poster|data|xlink:href)\s*=\s*["']?\s*(?:javascript|vbscript|data|file|blob|\/\/)/i,
  /<img[^>]*\bsrc="(?!cid:)/i,
  /<a[^>]*\bhref="(?!https?:|mailto:)/i,
  /<[^>]*\bstyle\s*=\s*["'][^"']*(?:url|expression|import|@|behavior|\\)/i,
  /<!/,
];
const expectHarmless = (html: string) => {
  const out = sanitizeMailHtml(html);
  for (const danger of dangers) expect(out).not.toMatch(danger);
  // Quoted text is not an attribute.
  expect(out.replaceAll(/="[^"]*"/g, '=""')).not.toMatch(/<[^>]*\son[a-z]+\s*=/i);
  return out;
};

describe('sanitizeMailHtml', () => {
  it('keeps the usual elements of a mail', () => {
    const html =
      '<div style="color:#333;text-align:center"><p>Hello <b>Ann</b></p><table><tr><td>1</td></tr></table></div>';
    expect(sanitizeMailHtml(html)).toBe(
      '<div style="color:#333;text-align:center"><p>Hello <b>Ann</b></p><table><tr><td>1</td></tr></table></div>',
    );
  });

  it('keeps web and mailto links and opens them in a new window', () => {
    expect(sanitizeMailHtml('<a href="https://acme.example/a?b=1&amp;c=2" target="_self">x</a>')).toBe(
      '<a target="_blank" href="https://acme.example/a?b=1&amp;c=2" rel="noopener noreferrer nofollow">x</a>',
    );
    expect(sanitizeMailHtml('<a href="mailto:ann@acme.example">x</a>')).toContain('href="mailto:ann@acme.example"');
  });

  it('keeps images inside the mail and drops remote ones', () => {
    expect(sanitizeMailHtml('<img src="cid:logo@1" alt="Logo">')).toBe('<img src="cid:logo@1" alt="Logo" />');
    expect(sanitizeMailHtml('<p>a<img src="https://track.example/p.gif" alt="x">b</p>')).toBe('<p>ab</p>');
    expect(sanitizeMailHtml('<img srcset="https://track.example/p.gif 2x">')).toBe('');
  });

  it.each([
    ['a script', '<script>alert(1)</script>'],
    ['a script in pieces', '<scr<script>ipt>alert(1)</scr</script>ipt>'],
    ['a handler', '<img src="cid:x" onerror="alert(1)"><body onload=alert(1)>'],
    ['a handler without spaces', '<img/src="cid:x"/onerror=alert(1)>'],
    ['a javascript link', '<a href="javascript:alert(1)">x</a>'],
    [
      'a javascript link in disguise',
      '<a href="jav&#x09;ascript:alert(1)">x</a><a href=" &#14; javascript:alert(1)">y</a>',
    ],
    ['a data link', '<a href="data:text/html,<script>alert(1)</script>">x</a>'],
    ['a data image', '<img src="data:image/svg+xml;base64,PHN2Zz4=">'],
    ['a relative link', '<a href="/v1/members">x</a><img src="x">'],
    ['a link without a scheme', '<a href="//evil.example">x</a><img src="//evil.example/x.png">'],
    [
      'a form',
      '<form action="https://evil.example"><input name="password"><button formaction="javascript:1">x</button></form>',
    ],
    ['a frame', '<iframe srcdoc="<script>alert(1)</script>"></iframe><frameset><frame src="x"></frameset>'],
    ['an object', '<object data="https://evil.example"></object><embed src="https://evil.example">'],
    ['svg', '<svg><script>alert(1)</script><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>'],
    ['svg that animates', '<svg><animate attributeName="href" values="javascript:alert(1)"/></svg>'],
    [
      'mathml',
      '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>',
    ],
    ['mathml with a link', '<math href="javascript:alert(1)">x</math>'],
    ['a style sheet', '<style>@import url(https://evil.example/a.css);</style>'],
    ['a style that loads', '<div style="background-image:url(https://evil.example/a.png);color:red">x</div>'],
    ['a style that loads in disguise', '<div style="background:u\\72l(https://evil.example)">x</div>'],
    ['a style that covers the page', '<div style="position:fixed;top:0;left:0;width:100%;z-index:9">x</div>'],
    ['a background', '<table background="https://evil.example/a.png"><td background="//evil.example">x</td></table>'],
    ['a refresh', '<meta http-equiv="refresh" content="0;url=https://evil.example">'],
    ['a base', '<base href="https://evil.example/">'],
    ['a link element', '<link rel="stylesheet" href="https://evil.example/a.css">'],
    ['a comment of Outlook', '<!--[if gte mso 9]><xml><script>alert(1)</script></xml><![endif]-->'],
    ['a comment that ends early', '<!--><img src=x onerror=alert(1)>-->'],
    ['a mutation through noscript', '<noscript><p title="</noscript><img src=x onerror=alert(1)>">'],
    ['a mutation through a template', '<template><img src=x onerror=alert(1)></template>'],
    ['a video', '<video poster="javascript:alert(1)"><source onerror="alert(1)"></video>'],
    ['an unfinished tag', '<img src=x onerror=alert(1)//'],
    ['a null byte', '<scr\u0000ipt>alert(1)</scr\u0000ipt><a href="java\u0000script:alert(1)">x</a>'],
  ])('makes %s harmless', (_what, html) => {
    expect(expectHarmless(html)).toBe(sanitizeMailHtml(html));
  });

  it('drops fixed positions', () => {
    expect(sanitizeMailHtml('<div style="position:fixed;color:red">x</div>')).toBe('<div style="color:red">x</div>');
  });

  it('is harmless for any combination of fragments, also when applied twice', () => {
    const piece = fc.constantFrom(
      ...[
        '<',
        '>',
        '"',
        "'",
        '/',
        '=',
        ' ',
        '<!--',
        '-->',
        '<script',
        '</script>',
        '<style>',
        '</style>',
        '<svg',
        '<math>',
      ],
      ...['<img src=x onerror=alert(1)>', 'javascript:', 'onload=', '<a href=', '<table>', '<noscript>', '</noscript>'],
      ...[
        '<textarea>',
        '</textarea>',
        '<title>',
        '</title>',
        'x',
        '&lt;script&gt;',
        '<![CDATA[',
        ']]>',
        '<p title="',
        '\n',
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const once = expectHarmless(pieces.join(''));
        expect(expectHarmless(once)).toEqual(expect.any(String));
      }),
      { numRuns: 300 },
    );
  });
});
