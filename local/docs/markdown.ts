/** The first line of every generated page. */
export const generatedNotice = '<!-- Written by npm run docs:generate. Change the code, not this page. -->';

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

export const table = (headings: readonly string[], rows: readonly (readonly string[])[]): string =>
  [headings, headings.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');

export const page = (title: string, ...blocks: readonly string[]): string =>
  `${[generatedNotice, `# ${title}`, ...blocks].join('\n\n')}\n`;

export const code = (text: string): string => `\`${text}\``;
export const orDash = (text: string): string => (text === '' ? '–' : text);
