import type { Screen } from '#local/cli/screen.ts';
import type { SignInRow } from './fetch-sign-ins.ts';

const colors: Readonly<Record<string, 'green' | 'red' | 'yellow'>> = { proved: 'green', open: 'red' };
const indent = '  ';

/** The words of a text in rows of at most so many columns. */
const wrapped = (text: string, columns: number): readonly string[] => {
  const rows: string[] = [];
  for (const word of text.split(' ')) {
    const row = rows.at(-1);
    if (row !== undefined && row.length + 1 + word.length <= columns) rows[rows.length - 1] = `${row} ${word}`;
    else rows.push(word);
  }
  return rows;
};

/** Prints for some customers whether every sign-in needs MFA, and one that does not. */
export const printSignIns = (screen: Screen, signIns: readonly SignInRow[]): void => {
  if (signIns.length === 0) return;
  screen.line(screen.paint('bold', 'Does every possible sign-in need MFA?'));
  for (const { name, caption, answer, proved, claims, witness } of signIns) {
    screen.line(`${name}: ${screen.paint(colors[answer] ?? 'yellow', answer)}, ${proved} of ${claims} claims proved`);
    for (const row of wrapped(caption, screen.columns - indent.length)) screen.line(`${indent}${row}`);
    for (const row of wrapped(witness ?? '', screen.columns - indent.length)) {
      if (row !== '') screen.line(screen.paint('red', `${indent}${row}`));
    }
  }
};
