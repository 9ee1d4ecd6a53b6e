import { describe, expect, it } from 'vitest';
import { textOfHtml } from '#shared/communications/plain-text.ts';

describe('textOfHtml', () => {
  it('writes a line for each block', () => {
    expect(textOfHtml('<p>Hello</p><p>second<br>third</p><div>fourth</div>')).toBe('Hello\nsecond\nthird\nfourth');
  });

  it('writes a dash for each entry of a list', () => {
    expect(textOfHtml('<ul><li>one</li><li>two</li></ul>')).toBe('- one\n- two');
  });

  it('removes what is not text', () => {
    const html = '<head><title>t</title><style>p{}</style></head><body><script>x()</script>Shown</body>';
    expect(textOfHtml(html)).toBe('Shown');
  });

  it('decodes entities once', () => {
    expect(textOfHtml('<p>a &lt;b&gt; &amp;amp; &quot;c&quot;&nbsp;&#8364;&#x20AC;</p>')).toBe(
      'a <b> &amp; "c" \u20ac\u20ac',
    );
  });

  it('keeps at most one empty line in a row', () => {
    expect(textOfHtml('<p>a</p>\n\n\n<p> </p><p></p><p>b</p>')).toBe('a\n\nb');
  });
});
