/** Formats rows as a table in plain text, the first column left-aligned, the others right-aligned. */
export const textTable = (heads: readonly string[], rows: readonly (readonly (string | number)[])[]): string => {
  const cells = [heads, ...rows].map((row) =>
    row.map((cell) => (typeof cell === 'number' ? cell.toLocaleString('en-GB') : cell)),
  );
  const widths = heads.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  const lineOf = (row: readonly string[]): string =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ');
  const [head = [], ...body] = cells;
  return [lineOf(head), widths.map((width) => '-'.repeat(width)).join('  '), ...body.map(lineOf), ''].join('\n');
};
