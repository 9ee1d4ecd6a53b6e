import { z } from 'zod';

/** Parses what an earlier start has written. The error names the file, and what a person can do. */
export const parseStored = <Schema extends z.ZodType>(file: string, text: string, schema: Schema): z.output<Schema> => {
  const damaged = (reason: string, cause?: unknown): Error =>
    new Error(`${file} is damaged: ${reason}. Move it away, or restore a copy of the folder`, { cause });
  let stored: unknown;
  try {
    stored = JSON.parse(text);
  } catch (cause) {
    throw damaged(cause instanceof Error ? cause.message : String(cause), cause);
  }
  const parsed = schema.safeParse(stored);
  if (parsed.success) return parsed.data;
  throw damaged(z.prettifyError(parsed.error));
};
