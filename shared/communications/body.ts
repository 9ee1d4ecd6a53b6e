import { refuseLength, refuseOversizedHtml, tooLarge } from './html-limits.ts';
import { textOfSanitizedHtml } from './plain-text.ts';
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

/** No answer of the API is larger. HTML and text are both in it, and JSON escapes some characters. */
const maxAnswerBytes = 5_000_000;

/**
 * The sanitized form of a body, small enough to be answered.
 *
 * @throws AppError `BodyTooLarge`
 */
export const bodyOf = (fetched: FetchedBody, fetchedAt: string): Body => {
  const body = { ...(fetched.contentType === 'html' ? ofHtml(fetched.content) : ofText(fetched.content)), fetchedAt };
  if (Buffer.byteLength(JSON.stringify(body)) > maxAnswerBytes) throw tooLarge('more than 5 MB of text and HTML');
  return body;
};

const ofHtml = (content: string): Pick<Body, 'text' | 'html'> => {
  refuseOversizedHtml(content);
  const html = sanitizeMailHtml(content);
  return { text: textOfSanitizedHtml(html), html };
};

const ofText = (content: string): Pick<Body, 'text' | 'html'> => {
  refuseLength(content);
  return { text: content.replace(/\r\n?/g, '\n').trim(), html: null };
};
