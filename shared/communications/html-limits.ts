import { Parser } from 'htmlparser2';
import { AppError } from '#shared/kernel/errors.ts';

/** The largest mail that is shown. Newsletters have some thousand elements, and a thread of 300 replies is 900 deep. */
const maxCharacters = 2_000_000;
const maxElements = 100_000;
const maxDepth = 1_000;
/** The parser is asked after each piece, so that it stops soon after a limit is passed. */
const pieceCharacters = 16_384;

/**
 * Refuses HTML whose sanitizing could take long. The parser keeps its open elements in an array that it searches for
 * each end tag, so the time grows with elements times depth. With both bounded, it grows with the length alone.
 *
 * @throws AppError `BodyTooLarge`
 */
export const refuseOversizedHtml = (html: string): void => {
  refuseLength(html);
  let elements = 0;
  let depth = 0;
  let deepest = 0;
  const parser = new Parser({
    onopentagname: () => {
      elements += 1;
      depth += 1;
      deepest = Math.max(deepest, depth);
    },
    onclosetag: () => {
      depth -= 1;
    },
  });
  for (let start = 0; start < html.length; start += pieceCharacters) {
    parser.write(html.slice(start, start + pieceCharacters));
    if (elements > maxElements) throw tooLarge(`more than ${count(maxElements)} elements`);
    if (deepest > maxDepth) throw tooLarge(`elements nested more than ${count(maxDepth)} deep`);
  }
};

/** @throws AppError `BodyTooLarge` */
export const refuseLength = (content: string): void => {
  if (content.length > maxCharacters) throw tooLarge(`more than ${count(maxCharacters)} characters`);
};

export const tooLarge = (what: string): AppError =>
  new AppError('BodyTooLarge', `the body has ${what}, which is more than is shown here; open it in Outlook`);

const count = (value: number): string => value.toLocaleString('en-US');
