import { describe, expect, it } from 'vitest';
import { argumentsOf, parseMessage } from '#shared/kernel/message-format.ts';

describe('a message', () => {
  it('names every argument, those of branches included', () => {
    const parts = parseMessage('{a} has {n, plural, one {# of {b, list}} other {{c, term, method}}}');
    expect(argumentsOf(parts).map(({ name, format, style }) => [name, format, style])).toEqual([
      ['a', 'text', undefined],
      ['n', 'plural', undefined],
      ['b', 'list', undefined],
      ['c', 'term', 'method'],
    ]);
  });

  it.each([
    ['an argument that does not end', 'a {b'],
    ['a brace that closes nothing', 'a } b'],
    ['an argument without a name', 'a {} b'],
    ['branches without other', '{n, plural, one {#}}'],
    ['a branch that does not end', '{n, plural, other {#'],
  ])('is refused with %s', (_what, message) => {
    expect(() => parseMessage(message)).toThrow('message "');
  });
});
