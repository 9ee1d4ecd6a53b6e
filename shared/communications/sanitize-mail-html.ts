import sanitizeHtml from 'sanitize-html';

const cellAttributes = ['align', 'valign', 'colspan', 'rowspan', 'width', 'height', 'bgcolor'];
const harmlessLength = [/^-?\d{1,4}(?:\.\d+)?(?:px|pt|em|rem|%)?$/i];
const harmlessColor = [/^#[0-9a-f]{3,8}$/i, /^[a-z]{3,20}$/i, /^rgba?\([\d\s.,%]{1,40}\)$/i];
const harmlessWord = [/^[a-z-]{2,20}$/i];

/**
 * Removes everything from the HTML of a mail that can act or load. It is an allow-list, so that unknown elements are
 * removed too: no script, handler, form, frame, SVG or MathML; no images except those inside the mail (`cid:`), because
 * a remote image tells the sender that the mail was read; links only to http, https and mailto, opened in a new window;
 * styles only for colors, sizes and alignment, without URLs.
 */
export const sanitizeMailHtml = (html: string): string =>
  sanitizeHtml(html, {
    allowedTags: [
      ...[
        'a',
        'abbr',
        'address',
        'article',
        'aside',
        'b',
        'bdi',
        'bdo',
        'big',
        'blockquote',
        'br',
        'caption',
        'center',
      ],
      ...[
        'cite',
        'code',
        'col',
        'colgroup',
        'dd',
        'del',
        'dfn',
        'div',
        'dl',
        'dt',
        'em',
        'figcaption',
        'figure',
        'font',
      ],
      ...['footer', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header', 'hr', 'i', 'img', 'ins', 'kbd', 'li', 'main', 'mark'],
      ...['ol', 'p', 'pre', 'q', 's', 'samp', 'section', 'small', 'span', 'strike', 'strong', 'sub', 'sup', 'table'],
      ...['tbody', 'td', 'tfoot', 'th', 'thead', 'time', 'tr', 'tt', 'u', 'ul', 'var', 'wbr'],
    ],
    // What no mail program shows. The text of every other removed element stays, as the reader of the mail sees it.
    nonTextTags: ['script', 'style', 'title', 'template'],
    disallowedTagsMode: 'discard',
    allowedAttributes: {
      '*': ['style', 'dir', 'lang'],
      a: ['href', 'rel', 'target'],
      img: ['src', 'alt', 'width', 'height'],
      table: [...cellAttributes, 'border', 'cellpadding', 'cellspacing'],
      td: cellAttributes,
      th: cellAttributes,
      tr: cellAttributes,
      col: ['span', 'width'],
      font: ['color', 'size', 'face'],
      ol: ['start', 'type'],
    },
    allowedSchemes: ['http', 'https', 'mailto'],
    allowedSchemesByTag: { img: ['cid'] },
    allowProtocolRelative: false,
    allowedStyles: {
      '*': {
        color: harmlessColor,
        'background-color': harmlessColor,
        'text-align': harmlessWord,
        'vertical-align': harmlessWord,
        'font-weight': [/^(?:[a-z]{4,7}|[1-9]00)$/i],
        'font-style': harmlessWord,
        'font-size': harmlessLength,
        'text-decoration': harmlessWord,
        'margin-left': harmlessLength,
        'padding-left': harmlessLength,
        width: harmlessLength,
      },
    },
    transformTags: { a: openInNewWindow, '*': withoutLongStyle },
    // An image without its source would show as broken, or request a file of that name from the page.
    exclusiveFilter: ({ tag, attribs }) => tag === 'img' && !/^cid:/i.test(attribs['src'] ?? ''),
    parseStyleAttributes: true,
    nestingLimit: 200,
  });

/**
 * Opens links in a new window. A link without a scheme is removed, because it would point into the page that shows the
 * mail.
 */
const openInNewWindow: sanitizeHtml.Transformer = (tagName, { href, ...others }) => ({
  tagName,
  attribs: {
    ...others,
    ...(href !== undefined && /^(?:https?|mailto):/i.test(href) ? { href } : {}),
    target: '_blank',
    rel: 'noopener noreferrer nofollow',
  },
});

/** The parser of styles takes long over what is nested, and no mail needs a longer style for one element. */
const maxStyleCharacters = 1_000;
const withoutLongStyle: sanitizeHtml.Transformer = (tagName, { style, ...others }) => ({
  tagName,
  attribs: style !== undefined && style.length <= maxStyleCharacters ? { ...others, style } : others,
});
