// The German sentence: cspell:ignore sich seit Tagen nicht angemeldet
import { describe, expect, it } from 'vitest';
import { count, NamedObject } from '#shared/kernel/message-values.ts';
import { defineSentences, renderFacts } from '#shared/kernel/sentence.ts';

const sentence = defineSentences('area.state', {
  idle: {
    message: '{user} has not signed in for {days, plural, one {# day} other {# days}}.',
    values: { user: NamedObject, days: count },
  },
  off: { message: 'It is off.', values: {} },
});
const ann = { kind: 'user', id: 'aaaaaaaa-0000-4000-8000-000000000001', name: 'Ann' };

describe('a sentence', () => {
  it('is made from its facts, which hold every value in it', () => {
    expect(sentence('idle', { user: ann, days: 1 })).toEqual({
      reason: 'Ann has not signed in for 1 day.',
      facts: { template: 'area.state/idle', values: { user: ann, days: 1 } },
    });
    expect(sentence('off')).toEqual({ reason: 'It is off.', facts: { template: 'area.state/off', values: {} } });
  });

  it('is said in another language from its facts alone', () => {
    const { facts } = sentence('idle', { user: ann, days: 1200 });
    const german = { locale: 'de-DE', timeZone: 'Europe/Berlin', terms: {} };
    const message = '{user} hat sich seit {days, plural, one {# Tag} other {# Tagen}} nicht angemeldet.';
    expect(renderFacts(facts, message, german)).toBe('Ann hat sich seit 1.200 Tagen nicht angemeldet.');
  });
});
