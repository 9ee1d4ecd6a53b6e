import { z } from 'zod';
import { AppError } from '#shared/kernel/errors.ts';

const Page = z.object({ value: z.array(z.unknown()), '@odata.nextLink': z.string().nullish() });

const malformed = (what: string): AppError => new AppError('MicrosoftAnswerMalformed', what);

const parseUrl = (link: string): URL => {
  try {
    return new URL(link);
  } catch (cause) {
    throw new AppError('MicrosoftAnswerMalformed', 'the next link is not a URL', {}, { cause });
  }
};

/** The path below the version, with each key written as a segment: `/users('7')` is `/users/7`. */
const collectionOf = ({ pathname }: URL): string => {
  try {
    return decodeURIComponent(pathname)
      .replace(/^\/(?:v1\.0|beta)\//, '')
      .toLowerCase()
      .replace(/\('([^']*)'\)/g, '/$1');
  } catch (cause) {
    throw new AppError('MicrosoftAnswerMalformed', 'the path of the next link is not encoded as a path', {}, { cause });
  }
};

/**
 * Returns the next link unchanged. It must use https and the host of the first request, be below a version, contain no
 * credentials, and lead to the requested collection: no answer leads into a mailbox, or to other data.
 */
export const checkNextLink = (link: string, first: string): string => {
  const next = parseUrl(link);
  const from = new URL(first);
  const isThere = next.protocol === 'https:' && next.host === from.host && next.username === '' && next.password === '';
  if (!isThere) throw malformed(`the next link leads to ${next.protocol}//${next.host}, not to https://${from.host}`);
  if (!/^\/(v1\.0|beta)\//.test(next.pathname)) throw malformed('the next link leaves /v1.0/ and /beta/');
  if (collectionOf(next) !== collectionOf(from)) throw malformed('the next link leaves the requested collection');
  return link;
};

/**
 * Yields the `value` of each page. A page may be empty and have a successor. An empty page may link to itself once,
 * which means "not ready yet". A link to a page that was read is an error.
 */
export async function* followNextLinks(
  first: string,
  fetchPage: (url: string) => Promise<unknown>,
): AsyncGenerator<readonly unknown[]> {
  const read = new Set<string>();
  const empty = new Set<string>();
  for (let url: string | undefined = first; url !== undefined; ) {
    if (read.has(url)) throw malformed('the next link leads back to a page that was read');
    const page = Page.safeParse(await fetchPage(url));
    if (!page.success) throw malformed('a page must have a list called value');
    if (page.data.value.length === 0 && !empty.has(url)) empty.add(url);
    else read.add(url);
    yield page.data.value;
    const { '@odata.nextLink': next } = page.data;
    url = next === null || next === undefined || next === '' ? undefined : checkNextLink(next, first);
  }
}
