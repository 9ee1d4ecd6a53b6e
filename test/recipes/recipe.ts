/** One step of a recipe: one file that a person writes or changes. */
export interface RecipeStep {
  /** The file as CONTRIBUTING names it, with placeholders: `shared/surfaces/<id>/surface.ts`. */
  readonly file: string;
  /** The new content, from the content so far, if the file exists. */
  edit(text: string): string;
  /** What a gate prints when this step is forgotten. */
  readonly forgotten: RegExp;
  /** The gate that prints it. Default: `architecture`. */
  readonly gate?: Gate;
}

/** A command that notices a forgotten step. */
export type Gate = 'architecture' | 'types';

/** A recipe of CONTRIBUTING, followed once with throw-away names. */
export interface Recipe {
  /** The heading in CONTRIBUTING: `Add a surface`. */
  readonly heading: string;
  /** The placeholders of CONTRIBUTING, and their values. */
  readonly placeholders: Readonly<Record<string, string>>;
  readonly steps: readonly RecipeStep[];
  /** The files that `npm run docs:generate` writes. */
  readonly generated: readonly string[];
  /** The architecture tests that notice a forgotten step. */
  readonly architectureTests: readonly string[];
}

/** A path of CONTRIBUTING with its placeholders replaced. */
export const pathIn = ({ placeholders }: Recipe, file: string): string =>
  Object.entries(placeholders).reduce((path, [name, value]) => path.replaceAll(`<${name}>`, value), file);

/** The files that the numbered steps below a heading of CONTRIBUTING begin with. */
export const filesOfRecipe = (contributing: string, heading: string): readonly string[] => {
  const [, section = ''] = contributing.split(`\n## ${heading}\n`);
  const [steps = ''] = section.split('\n## ');
  return Array.from(steps.matchAll(/^\d+\. `([^`]+)`/gm), (match) => match[1] ?? '');
};

/** The step of a file that does not exist yet. */
export const newFile = (file: string, content: string, forgotten: RegExp, gate: Gate = 'architecture'): RecipeStep => ({
  file,
  edit(text) {
    if (text !== '') throw new Error(`${file} exists already; choose another throw-away name`);
    return content;
  },
  forgotten,
  gate,
});

/** Inserts a line before the first line of a block that sorts after it, or after the last line of the block. */
export const insertSorted = (
  text: string,
  line: string,
  block: RegExp,
  keyOf: (line: string) => string = (whole) => whole,
): string => {
  const lines = text.split('\n');
  const indexes = lines.flatMap((each, index) => (block.test(each) ? [index] : []));
  const last = indexes.at(-1);
  if (last === undefined) throw new Error(`no line matches ${block}`);
  const before = indexes.find((index) => keyOf(lines[index] ?? '') > keyOf(line)) ?? last + 1;
  return lines.toSpliced(before, 0, line).join('\n');
};

/** Inserts text before its only anchor. */
export const insertBefore = (text: string, anchor: string, insertion: string): string => {
  const [before = '', after, ...more] = text.split(anchor);
  if (after === undefined || more.length > 0) throw new Error(`the anchor must occur once: ${anchor}`);
  return `${before}${insertion}${anchor}${after}`;
};
