import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectFiles, root } from '#test/support/project-files.ts';

interface ChangedCopy {
  readonly folder: string;
  /** The version of the changed shape. */
  readonly shapeVersion: number;
  /** What the changed function says of itself. */
  readonly description: string;
  remove(): void;
}

const description = 'Says who is calling, in its next version.';

/** Replaces what matches once; the copy would otherwise be the version that is deployed already. */
const change = (path: string, pattern: RegExp, text: (found: string) => string): void => {
  const before = readFileSync(path, 'utf8');
  const after = before.replace(pattern, text);
  if (after === before) throw new Error(`${path} has nothing that matches ${pattern}`);
  writeFileSync(path, after);
};

/** The next version of the product: one function is changed, and the stored shape of a customer has one more field. */
export const nextVersion = (): ChangedCopy => {
  const folder = mkdtempSync(join(tmpdir(), 'vectis-next-'));
  for (const path of projectFiles()) cpSync(join(root, path), join(folder, path));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const record = join(folder, 'shared/store/customer-record.ts');
  let shapeVersion = 0;
  change(record, /(?<=export const shapeVersion = )\d+/, (found) => {
    shapeVersion = Number(found) + 1;
    return String(shapeVersion);
  });
  change(record, /(?<=\n {2}customerId: CustomerId,)/, () => '\n  reference: z.string().optional(),');
  change(join(folder, 'functions/api/me/contract.ts'), /(?<=description: )'[^']*'/, () => `'${description}'`);
  return { folder, shapeVersion, description, remove: () => rmSync(folder, { recursive: true, force: true }) };
};
