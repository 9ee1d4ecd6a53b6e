import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Throws a message for the person who ran the command when the folders that it writes cannot be written. */
export const assertWritable = (root: string, folders: readonly string[]): void => {
  for (const folder of folders) {
    const probe = join(root, folder, `.writable-${process.pid}`);
    try {
      mkdirSync(join(root, folder), { recursive: true });
      writeFileSync(probe, '');
      rmSync(probe);
    } catch (cause) {
      const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
      throw new Error(
        `npm start cannot write to ${join(root, folder)} (${reason}): make ${root} writable, or copy it to a folder that is`,
        { cause },
      );
    }
  }
};
