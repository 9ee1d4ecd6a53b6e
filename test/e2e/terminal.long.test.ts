import { execFile } from 'node:child_process';
import { promisify, stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { builtAssembly } from '#test/support/built-assembly.ts';

const run = promisify(execFile);
const Ended = z.object({ code: z.number(), firstLineSeconds: z.number(), output: z.string() });

/** `npm start -- --once` in a terminal of so many columns, as a person sees it. */
const startInTerminal = async (columns: number, env: NodeJS.ProcessEnv = {}) => {
  const { NO_COLOR: _none, FORCE_COLOR: _forced, CI: _ci, ...inherited } = process.env;
  const assembly = await builtAssembly();
  const command = ['node', '--import', './local/require-node.mjs', 'local/start.ts', '--once', '--port', '0'];
  const { stdout } = await run(
    'python3',
    ['test/support/in-terminal.py', String(columns), ...command, '--tenants', '3', '--assembly', assembly],
    { env: { ...inherited, TERM: 'xterm-256color', ...env }, maxBuffer: 10e6, timeout: 200_000 },
  );
  const { code, firstLineSeconds, output } = Ended.parse(JSON.parse(stdout));
  return { code, firstLineSeconds, output, lines: stripVTControlCharacters(output).split('\r\n') };
};

const bookOf = (lines: readonly string[]): readonly string[] =>
  lines.slice(
    lines.findIndex((line) => line.startsWith('Customer ')),
    lines.findIndex((line) => line.startsWith('Live threats first')),
  );

describe('npm start in a terminal', () => {
  it.each([80, 100])(
    'prints a book that a terminal of %d columns does not wrap',
    async (columns) => {
      const { code, firstLineSeconds, lines, output } = await startInTerminal(columns);
      expect(code).toBe(0);
      expect(firstLineSeconds).toBeLessThan(2);
      const book = bookOf(lines);
      expect(book).toHaveLength(4);
      for (const row of book) expect(row.length, row).toBeLessThanOrEqual(columns);
      expect(lines).toContain('starting the stack …');
      expect(lines.some((line) => line.startsWith('starting the stack: done'))).toBe(true);
      expect(output).toContain('\u001b['); // a terminal gets colors
    },
    240_000,
  );

  it('prints no colors with NO_COLOR', async () => {
    const { output } = await startInTerminal(80, { NO_COLOR: '1' });
    expect(output).not.toContain('\u001b[');
  }, 240_000);
});
