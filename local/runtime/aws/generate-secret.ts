import { randomInt } from 'node:crypto';
import { z } from 'zod';

export const GenerateSecretString = z.looseObject({
  PasswordLength: z.coerce.number().int().min(1).max(4096).default(32),
  ExcludeCharacters: z.string().default(''),
  ExcludeLowercase: z.boolean().default(false),
  ExcludeUppercase: z.boolean().default(false),
  ExcludeNumbers: z.boolean().default(false),
  ExcludePunctuation: z.boolean().default(false),
  IncludeSpace: z.boolean().default(false),
  SecretStringTemplate: z.string().optional(),
  GenerateStringKey: z.string().optional(),
});

/** Generates the value of a secret by the rules of the template, as CloudFormation does. */
export const generateSecret = (given: z.output<typeof GenerateSecretString>): string => {
  const alphabet = [
    given.ExcludeLowercase ? '' : 'abcdefghijklmnopqrstuvwxyz',
    given.ExcludeUppercase ? '' : 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    given.ExcludeNumbers ? '' : '0123456789',
    given.ExcludePunctuation ? '' : '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
    given.IncludeSpace ? ' ' : '',
  ].join('');
  const allowed = [...alphabet].filter((character) => !given.ExcludeCharacters.includes(character));
  if (allowed.length === 0) throw new Error('the template excludes every character of a generated secret');
  const password = Array.from({ length: given.PasswordLength }, () => allowed[randomInt(allowed.length)]).join('');
  if (given.GenerateStringKey === undefined) return password;
  const template: unknown = JSON.parse(given.SecretStringTemplate ?? '{}');
  return JSON.stringify({ ...Object(template), [given.GenerateStringKey]: password });
};
