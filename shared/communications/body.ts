import { AppError } from '#shared/kernel/errors.ts';
import { textOfHtml } from './plain-text.ts';
import { sanitizeMailHtml } from './sanitize-mail-html.ts';

/** As Microsoft sent it. */
export interface FetchedBody {
  readonly contentType: 'html' | 'text';
  readonly content: string;
}

export interface Body {
  readonly text: string;
  /** Sanitized; null where the item has none. */
  readonly html: string | null;
  readonly fetchedAt: string;
}

/** A response holds at most 5 MB, and JSON escapes can take several bytes for one character. */
const longestCharacters = 2_000_000;

/** The sanitized form of a body. */
export const bodyOf = ({ contentType, content }: FetchedBody, fetchedAt: string): Body => {
  if (content.length > longestCharacters) {
    throw new AppError(
      'PayloadTooLarge',
      `the body has ${content.length} characters, over ${longestCharacters}; open it in Outlook`,
    );
  }
  return contentType === 'html'
    ? { text: textOfHtml(content), html: sanitizeMailHtml(content), fetchedAt }
    : { text: content.replace(/\r\n?/g, '\n').trim(), html: null, fetchedAt };
};
