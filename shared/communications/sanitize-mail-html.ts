import sanitizeHtml from 'sanitize-html';

const cellAttributes = ['align', 'valign', 'colspan', 'rowspan', 'width', 'height', 'bgcolor'];
const harmlessLength = [/^-?\d{1,4}(?:\.\d+)?(?:px|pt|em|rem|%)?$/i];
const harmlessColor = [/^#[0-9a-f]{3,8}$/i, /^[a-z]{3,20}$/i, /^rgba?\([\d\s.,%]{1,40}\)$/i];
const harmlessWord = [/^[a-z-]{2,20}$/i];

/**
 * A mail's HTML without anything that acts or loads: an allow-list, so that what nobody thought of is dropped too. No script, handler, form, frame, SVG or
 * MathML; no image but those within the mail itself (`cid:`), because a remote one tells its sender that the mail was read; links go to http, https and
 * mailto alone and open apart; of styles, colors, sizes and alignment stay, nothing with a URL.
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
    nonTextTags: ['script', 'style', 'textarea', 'option', 'noscript', 'title', 'svg', 'math', 'template', 'object'],
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
    transformTags: { a: apart },
    // What is left of an image from elsewhere would only draw a broken frame, or ask whoever shows it for a file of that name.
    exclusiveFilter: ({ tag, attribs }) => tag === 'img' && !/^cid:/i.test(attribs['src'] ?? ''),
    parseStyleAttributes: true,
    nestingLimit: 200,
  });

/** A link opens apart; one without a scheme would lead into the page that shows the mail. */
const apart: sanitizeHtml.Transformer = (tagName, { href, ...others }) => ({
  tagName,
  attribs: {
    ...others,
    ...(href !== undefined && /^(?:https?|mailto):/i.test(href) ? { href } : {}),
    target: '_blank',
    rel: 'noopener noreferrer nofollow',
  },
});
