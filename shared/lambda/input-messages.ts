import type { z } from 'zod';

type RawIssue = z.core.$ZodRawIssue;

/** Types of a schema in words that fit behind "must be". */
const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object with named fields',
  record: 'an object with named fields',
  date: 'a date',
};

const formatNames: Readonly<Record<string, string>> = {
  guid: 'a GUID, such as 11111111-2222-4333-8444-555555555555',
  uuid: 'a GUID, such as 11111111-2222-4333-8444-555555555555',
  datetime: 'an instant in UTC, such as 2026-12-24T17:00:00Z',
  date: 'a date, such as 2026-12-24',
  url: 'a web address, such as https://portal.msp.example',
  email: 'an e-mail address, such as name@msp.example',
};

const plural = (count: number | bigint, one: string, many: string): string =>
  `${count} ${Number(count) === 1 ? one : many}`;

const typeName = (type: string): string => typeNames[type] ?? type;

const receivedName = (input: unknown): string => {
  if (input === null) return 'null';
  if (Array.isArray(input)) return typeName('array');
  if (typeof input === 'number' && !Number.isFinite(input)) return 'something that is no number';
  return typeName(typeof input);
};

const mustBe = (expected: string, input: unknown): string =>
  input === undefined ? `must be ${expected}` : `must be ${expected}; ${receivedName(input)} was sent`;

/** More values than these would hide what is wrong; the document lists all. */
const valuesNamed = 8;

const listed = (values: readonly unknown[]): string => {
  const more = values.length - valuesNamed;
  const named = values.slice(0, more > 1 ? valuesNamed : undefined).map(String);
  return more > 1 ? `${named.join(', ')} and ${more} more, which the API document lists` : named.join(', ');
};

const tooBig = ({ origin, maximum }: z.core.$ZodRawIssue<z.core.$ZodIssueTooBig>): string => {
  if (origin === 'string') return `is too long; at most ${plural(maximum, 'character is', 'characters are')} accepted`;
  if (origin === 'array') return `has too many entries; at most ${plural(maximum, 'is', 'are')} accepted`;
  return `must be at most ${maximum}`;
};

const tooSmall = ({ origin, minimum }: z.core.$ZodRawIssue<z.core.$ZodIssueTooSmall>): string => {
  if (origin !== 'string' && origin !== 'array') return `must be at least ${minimum}`;
  if (Number(minimum) === 1) return 'must not be empty';
  return origin === 'string'
    ? `is too short; at least ${minimum} characters are needed`
    : `has too few entries; at least ${minimum} are needed`;
};

const expectedOf = (alternatives: readonly (readonly z.core.$ZodIssue[])[]): string[] => [
  ...new Set(alternatives.flat().flatMap((issue) => (issue.code === 'invalid_type' ? [typeName(issue.expected)] : []))),
];

const unionMessage = (issue: z.core.$ZodRawIssue<z.core.$ZodIssueInvalidUnion>): string => {
  const options: unknown = Reflect.get(issue, 'options');
  if (Array.isArray(options) && options.length > 0) return `must be one of ${listed(options)}`;
  const expected = expectedOf(issue.errors);
  return expected.length === 0 ? 'has a form that is not accepted here' : mustBe(expected.join(' or '), issue.input);
};

/**
 * What is wrong with a value, in our own words and without the value. It replaces the messages of the validation
 * library; a message that a schema brings itself is kept.
 */
export const inputMessage = (issue: RawIssue): string => {
  switch (issue.code) {
    case 'invalid_type':
      return mustBe(typeName(issue.expected), issue.input);
    case 'invalid_value':
      return `must be ${issue.values.length === 1 ? '' : 'one of '}${listed(issue.values)}`;
    case 'too_big':
      return tooBig(issue);
    case 'too_small':
      return tooSmall(issue);
    case 'invalid_format':
      return formatNames[issue.format] === undefined
        ? 'has a form that is not accepted here'
        : `must be ${formatNames[issue.format]}`;
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'invalid_union':
      return unionMessage(issue);
    case 'unrecognized_keys':
      return 'has a field that is unknown';
    default:
      return 'is not accepted here';
  }
};
