import { Parser } from 'htmlparser2';

/** Elements that begin and end a line of their own. */
const blocks = new Set(
  [
    'address',
    'article',
    'aside',
    'blockquote',
    'caption',
    'center',
    'dd',
    'div',
    'dl',
    'dt',
    'figure',
    'footer',
  ].concat(['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header', 'main', 'ol', 'p', 'pre', 'section', 'table', 'tr', 'ul']),
);

/**
 * The text of sanitized HTML, one line for each block, for clients that show no HTML. It takes one pass of the parser,
 * and no expression searches the HTML.
 */
export const textOfSanitizedHtml = (html: string): string => {
  const pieces: string[] = [];
  const parser = new Parser({
    onopentagname: (name) => {
      if (name === 'br') pieces.push('\n');
      if (name === 'li') pieces.push('\n- ');
    },
    ontext: (text) => pieces.push(text),
    onclosetag: (name) => {
      if (blocks.has(name)) pieces.push('\n');
    },
  });
  parser.end(html);
  return tidy(pieces.join(''));
};

const tidy = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n]+/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
