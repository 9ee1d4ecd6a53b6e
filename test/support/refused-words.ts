// cspell:ignore licence organis normalis
/** A word of the project's old dialect or a British spelling, and what to write instead. */
interface Refusal {
  readonly pattern: RegExp;
  readonly instead: string;
}

const capitalized = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Matches the word in prose and as a part of a name, in camel case or kebab case, but not inside another word. */
const anywhere = (word: string): RegExp =>
  new RegExp(
    `(?<![A-Za-z])(?:${word}|${capitalized(word)})(?![a-z])|(?<=[a-z\\d])(?<!\\ball)${capitalized(word)}(?![a-z])|\\b${word.toUpperCase()}\\b`,
  );

const everywhere: readonly Refusal[] = [
  ['house', 'msp'],
  ['houses', 'MSPs'],
  ['settle', 'writeChanges, commitBatch, retryOnConflict, completeClaim, reconcile or toAnswer'],
  ['settles', 'ends, completes, resolves'],
  ['settled', 'decided, completed, outcomes'],
  ['unsettled', 'undecided, unresolved'],
  ['patience', 'retryPolicy'],
  ['patiently', 'withRetry'],
  ['weather', 'transientFaults'],
  ['crew', 'workerPool'],
  ['heed', 'respect'],
  ['surroundings', 'environment'],
  ['occasion', 'trigger'],
  ['lapse', 'expiry, expire'],
  ['lapsed', 'expired'],
  ['outgrew', 'exceedsAcceptedSeverity'],
  ['rollCall', 'coverageSnapshot'],
  ['rollCalls', 'coverageSnapshots'],
  ['oneByOne', 'perSubject'],
  ['basisOf', 'filterHash'],
  ['sinceOf', 'incrementalFrom'],
  ['wholeAfter', 'lastFullSync'],
  ['firstOpenWay', 'firstPermittedOption'],
  ['struck', 'reversed'],
  ['let-in', 'allowed'],
  ['hire-to-come', 'future-hire'],
].map(([word = '', instead = '']) => ({ pattern: anywhere(word), instead }));

const phrases: readonly Refusal[] = [
  { pattern: /\broll[- ]calls?\b/i, instead: 'coverage snapshot' },
  { pattern: /by-?its-?ways/i, instead: 'readWithFirstPermittedOption' },
];

/** Words that are fine in prose but say nothing as a name. They are refused where a name is declared. */
const names: readonly Refusal[] = [
  ['said', 'the content: rowFields, sentence'],
  ['told', 'notified'],
  ['stands', 'isStored'],
  ['whole', 'isComplete'],
  ['born', 'openRow'],
  ['gone', 'resolveRow, deleted, missing'],
  ['again', 'reopened, second, repeated'],
  ['came', 'newlyOpen'],
  ['isComing', 'isOpening'],
  ['together', 'withCompensation, batch'],
  ['undo', 'withCompensation'],
  ['visit', 'subjectRead, readTarget'],
  ['visits', 'reads, readTargets'],
  ['way', 'accessOption'],
  ['ways', 'accessOptions'],
  ['turns', 'semaphore'],
].map(([word = '', instead = '']) => ({
  pattern: new RegExp(
    `(?:^\\s*|[(;{]\\s*|export\\s+|async\\s+)(?:const|let|function|class|interface|type)\\s+${word}\\b|\\breadonly ${word}\\??:|^\\s*${word}\\??: |[{,]\\s*${word}(?=\\s*[,}])`,
  ),
  instead,
}));

/** The spellings that were replaced everywhere. cspell finds all others. */
const british: readonly Refusal[] = [/licence/i, /organis/i, /normalis/i].map((pattern) => ({
  pattern,
  instead: 'American English',
}));

const isCode = (path: string): boolean => /\.(ts|mjs)$/.test(path);

/** The refused words in a path and its text, one line each: `path:line: word: write …`. Line 0 is the path. */
export const refusedWords = (path: string, text: string): string[] => {
  const refusals = [...everywhere, ...phrases, ...british, ...(isCode(path) ? names : [])];
  return [path, ...text.split('\n')].flatMap((line, at) =>
    refusals.flatMap(({ pattern, instead }) => {
      const found = pattern.exec(line)?.[0];
      return found === undefined ? [] : [`${path}:${at}: ${found.trim()}: write ${instead}`];
    }),
  );
};

const commentColumns = 120;
const commentStart: Readonly<Record<string, RegExp>> = {
  ts: /^\s*(?:\/\/|\/?\*)|\s\/\/\s/,
  mjs: /^\s*(?:\/\/|\/?\*)|\s\/\/\s/,
  sh: /^\s*#|\s#\s/,
};

/** The lines with a comment that exceed the formatter's line width. A line that is only a link cannot be wrapped. */
export const longComments = (path: string, text: string): string[] => {
  const start = commentStart[path.slice(path.lastIndexOf('.') + 1)];
  if (start === undefined) return [];
  return text
    .split('\n')
    .flatMap((line, at) =>
      line.length > commentColumns && start.test(line) && !/^\W*https?:\S+$/.test(line)
        ? [`${path}:${at + 1}: ${line.length} columns: wrap the comment at ${commentColumns}`]
        : [],
    );
};
