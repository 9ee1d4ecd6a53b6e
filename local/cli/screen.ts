import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** Progress output for the person who ran the command. */
export interface Screen {
  line(text?: string): void;
  /** Colors the text when the stream is a terminal with colors. */
  paint(style: Style, text: string): string;
  /** Runs the work and prints one line with how long it took. */
  step<Result>(text: string, work: () => Promise<Result>): Promise<Result>;
}

const stepWidth = 52;

export const openScreen = (stream: NodeJS.WriteStream): Screen => {
  const line = (text = ''): void => void stream.write(`${text}\n`);
  const paint = (style: Style, text: string): string => styleText(style, text, { stream, validateStream: true });
  return {
    line,
    paint,
    step: async (text, work) => {
      const startedAt = performance.now();
      const result = await work();
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
      line(`${text.padEnd(stepWidth)} ${paint('dim', `${seconds.padStart(5)} s`)}`);
      return result;
    },
  };
};
