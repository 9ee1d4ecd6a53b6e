import { z } from 'zod';

/** Text that a person sends and that is stored or searched for. The database takes no lone surrogate. */
export const Text = z
  .string()
  .refine((text) => text.isWellFormed(), 'contains half a character (a lone surrogate); enter the text again');

/** Control characters, and marks that change the direction of text and so can make it look like another text. */
const hidden = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u;

/** One line of text, without spaces around it: a name, an address, a domain. */
export const TextLine = Text.trim().refine(
  (text) => !hidden.test(text),
  'contains a line break or another character that is not shown; type the text instead of pasting it',
);

/** How the OpenAPI document describes a GUID that is pasted: spaces around it are removed and its case is ignored. */
export const guidInput = { format: 'uuid', minLength: 36 } as const;
