import { describe, expect, it } from 'vitest';
import { textOfSanitizedHtml } from '#shared/communications/plain-text.ts';

describe('textOfSanitizedHtml', () => {
  it('writes a line for each block', () => {
    expect(textOfSanitizedHtml('<p>Hello</p><p>second<br>third</p><div>fourth</div>')).toBe(
      'Hello\nsecond\nthird\nfourth',
    );
  });

  it('writes a dash for each entry of a list', () => {
    expect(textOfSanitizedHtml('<ul><li>one</li><li>two</li></ul>')).toBe('- one\n- two');
  });

  it('decodes entities once', () => {
    expect(textOfSanitizedHtml('<p>a &lt;b&gt; &amp;amp; &quot;c&quot;&nbsp;&#8364;&#x20AC;</p>')).toBe(
      'a <b> &amp; "c" \u20ac\u20ac',
    );
  });

  it('keeps at most one empty line in a row', () => {
    expect(textOfSanitizedHtml('<p>a</p>\n\n\n<p> </p><p></p><p>b</p>')).toBe('a\n\nb');
  });
});
