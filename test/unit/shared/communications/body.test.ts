import { describe, expect, it } from 'vitest';
import { bodyOf } from '#shared/communications/body.ts';
import { AppError } from '#shared/kernel/errors.ts';

const at = '2026-11-22T12:00:00.000Z';
const ofHtml = (content: string) => bodyOf({ contentType: 'html', content }, at);
const answered = (content: string): string => {
  try {
    ofHtml(content);
    return 'answered';
  } catch (error) {
    if (error instanceof AppError) return error.name;
    throw error;
  }
};

describe('what a mail program shows', () => {
  it.each([
    ['an unclosed svg', '<p>before</p><svg onload=alert(1)><p>after</p>'],
    ['an unclosed math', '<p>before</p><math><mtext>after'],
    ['an unclosed noscript', '<p>before</p><noscript>after'],
    ['a closed noscript', '<p>before</p><noscript>after</noscript>'],
    ['an unclosed option', '<p>before</p><select><option>after'],
    ['an unclosed text area', '<p>before</p><textarea>after'],
    ['the content of an object', '<p>before</p><object data="x">after</object>'],
    ['a marquee', '<p>before</p><marquee>after</marquee>'],
  ])('stays in the text and in the HTML: %s', (_what, html) => {
    const body = ofHtml(html);
    expect(body.text.split('\n').filter(Boolean)).toEqual(['before', 'after']);
    expect(body.html).toMatch(/^<p>before<\/p>(?:<p>)?after(?:<\/p>)?$/);
  });

  it.each([
    ['a title', '<head><title>hidden</title></head><p>shown</p>'],
    ['a style', '<style>hidden{}</style><p>shown</p>'],
    ['a script', '<script>hidden()</script><p>shown</p>'],
    ['a template', '<template><b>hidden</b></template><p>shown</p>'],
    ['a script inside an svg', '<svg><script>hidden()</script></svg><p>shown</p>'],
    ['a comment', '<!-- hidden --><p>shown</p>'],
  ])('does not hold what none shows: %s', (_what, html) => {
    expect(ofHtml(html)).toEqual({ text: 'shown', html: '<p>shown</p>', fetchedAt: at });
  });
});

describe('what is too large to be shown', () => {
  it.each([
    ['more than 2,000,000 characters', 'x'.repeat(2_000_001)],
    ['more than 100,000 elements', '<br>'.repeat(120_000)],
    ['elements nested more than 1,000 deep', '<div>'.repeat(20_000)],
  ])('is refused for %s', (what, html) => {
    expect(() => ofHtml(html)).toThrow(`the body has ${what}, which is more than is shown here; open it in Outlook`);
  });

  it('is refused where HTML and text together pass 5 MB, because both are answered', () => {
    expect(answered('漢'.repeat(900_000))).toBe('BodyTooLarge');
    expect(answered('漢'.repeat(800_000))).toBe('answered');
    expect(bodyOf({ contentType: 'text', content: '漢'.repeat(1_600_000) }, at).html).toBeNull();
  });

  it('is refused by what JSON makes of it, not by its characters', () => {
    const content = '\u0001'.repeat(900_000);
    expect(() => bodyOf({ contentType: 'text', content }, at)).toThrow('more than 5 MB');
  });
});

/** Each took, or could take, time that grows with the square of the length. */
const hostile: ReadonlyArray<readonly [string, (characters: number) => string]> = [
  ['start tags without an end', (n) => '<br'.repeat(n / 3)],
  ['unclosed elements', (n) => '<div>'.repeat(n / 5)],
  ['unclosed formatting elements', (n) => '<b>'.repeat(n / 3)],
  ['end tags without a start below open elements', (n) => `${'<div>'.repeat(900)}${'</b>'.repeat(n / 4)}`],
  ['open paragraphs', (n) => '<p>'.repeat(n / 3)],
  ['elements below open elements', (n) => `${'<i>'.repeat(900)}${'<b>x</b>'.repeat(n / 8)}`],
  ['nested svg', (n) => '<svg>'.repeat(n / 5)],
  ['unclosed comments', (n) => '<!--'.repeat(n / 4)],
  ['attributes without an end', (n) => `<p ${'a=1 '.repeat(n / 4)}`],
  ['a long style', (n) => `<p style="${'color:red;'.repeat(n / 10)}">`],
  ['nested blocks in a style', (n) => `<p style="${'a{'.repeat(n / 2)}">`],
  ['spaces and line breaks', (n) => ' \n'.repeat(n / 2)],
  ['less-than signs', (n) => '<'.repeat(n)],
  ['entities without an end', (n) => '&amp'.repeat(n / 4)],
  ['quotes without an end', (n) => '<a href="'.repeat(n / 9)],
];

describe('work on hostile HTML', () => {
  /** Time of the processor, which other work on the machine does not lengthen much. The shortest of three. */
  const millisecondsFor = (content: string): number => {
    const times = [1, 2, 3].map(() => {
      const start = process.cpuUsage();
      answered(content);
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1000;
    });
    return Math.min(...times);
  };

  // Work that grows with the square takes sixteen times as long. What ends within milliseconds is not compared.
  it.each(hostile)('grows with the length of the input: %s', (_what, make) => {
    const once = millisecondsFor(make(20_000));
    const fourTimes = millisecondsFor(make(80_000));
    expect(fourTimes).toBeLessThan(Math.max(11 * once, 60));
  });

  it.each([
    ['100 kB of start tags without an end', '<br'.repeat(33_334)],
    ['800 kB of unclosed elements', '<div>'.repeat(160_000)],
    ['900,000 kanji', '漢'.repeat(900_000)],
  ])('ends within a second: %s', (_what, content) => {
    expect(millisecondsFor(content)).toBeLessThan(1_000);
  });
});
