import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** Progress output for the person who ran the command. */
export interface Screen {
  line(text?: string): void;
  /** Colors the text when the stream is a terminal with colors. */
  paint(style: Style, text: string): string;
  /** How many columns a row may have, so that a terminal does not wrap it. */
  readonly columns: number;
  /** Prints a line when the work begins, and one when it ends, with how long it took. */
  step<Result>(text: string, work: () => Promise<Result>): Promise<Result>;
}

const stepWidth = 52;
/** For a pipe or a file, which have no width. */
const columnsOfFile = 140;

export const openScreen = (stream: NodeJS.WriteStream): Screen => {
  const line = (text = ''): void => void stream.write(`${text}\n`);
  const paint = (style: Style, text: string): string => styleText(style, text, { stream, validateStream: true });
  return {
    line,
    paint,
    get columns() {
      return stream.isTTY ? stream.columns : columnsOfFile;
    },
    step: async (text, work) => {
      line(`${text} …`);
      const startedAt = performance.now();
      const end = (how: string): void => {
        const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
        line(`${`${text}: ${how}`.padEnd(stepWidth)} ${paint('dim', `${seconds.padStart(5)} s`)}`);
      };
      try {
        const result = await work();
        end('done');
        return result;
      } catch (error) {
        end('failed');
        throw error;
      }
    },
  };
};
