import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { surfaces } from '#shared/surfaces/index.ts';

const root = resolve(import.meta.dirname, '../..');
const file = resolve(root, 'docs/generated/stored-shapes.json');

const Shapes = z.record(z.string(), z.object({ version: z.int(), hash: z.string() }));
/** What is stored, by file of `shared/store` or by surface. */
export type Shapes = z.output<typeof Shapes>;

const hashOf = (schemas: readonly (readonly [string, z.ZodType])[]): string => {
  const described = schemas
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, schema]) => [name, z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' })]);
  return createHash('sha256').update(JSON.stringify(described)).digest('hex').slice(0, 16);
};

/** The schemas that a file of the stores exports; those that it stores must be among them, or they would change unseen. */
const schemasIn = async (path: string): Promise<[string, z.ZodType][]> => {
  const text = sourceOf(path);
  const module: object = await import(pathToFileURL(resolve(root, path)).href);
  for (const [, name = ''] of text.matchAll(/\battributesOf\((\w+),/g)) {
    const isSeen = name in module || new RegExp(`^import [^;]*\\b${name}\\b`, 'm').test(text);
    if (!isSeen && !path.endsWith('electrodb.ts')) throw new Error(`export ${name} from ${path}: its shape is stored`);
  }
  return Object.entries(module).filter((entry): entry is [string, z.ZodType] => entry[1] instanceof z.ZodType);
};

const sourceOf = (path: string): string => readFileSync(resolve(root, path), 'utf8');
const hasVersion = (path: string): boolean => /^export const shapeVersion\b/m.test(sourceOf(path));

/** Records that two stores share have no version of their own; theirs counts. */
const sharedRecords = (path: string): string[] =>
  Array.from(sourceOf(path).matchAll(/from '\.\/([\w-]+\.ts)'/g), (match) => `shared/store/${match[1]}`).filter(
    (other) => !hasVersion(other) && sourceOf(other).includes('attributesOf('),
  );

/** The shapes as the code has them: every schema of a store that says a `shapeVersion`, and the fact of every surface. */
export const storedShapes = async (): Promise<Shapes> => {
  const shapes: Shapes = {};
  for (const path of globSync('shared/store/*.ts', { cwd: root }).toSorted().filter(hasVersion)) {
    const { shapeVersion }: { shapeVersion: number } = await import(pathToFileURL(resolve(root, path)).href);
    const schemas = (await Promise.all([path, ...sharedRecords(path)].map(schemasIn))).flat();
    const name = path.split(/[/\\]/).at(-1)?.replace('.ts', '') ?? path;
    if (schemas.length > 0) shapes[name] = { version: shapeVersion, hash: hashOf(schemas) };
  }
  for (const { id, fact, factVersion } of surfaces)
    shapes[`fact of ${id}`] = { version: factVersion, hash: hashOf([[id, fact]]) };
  return shapes;
};

/** The shapes as they were recorded last. */
export const recordedShapes = (): Shapes => Shapes.parse(JSON.parse(readFileSync(file, 'utf8')));

/** Shapes that changed under an unchanged version: items in tables would no longer parse, or lie. */
export const unversionedChanges = (recorded: Shapes, now: Shapes): string[] =>
  Object.entries(now)
    .filter(
      ([name, { version, hash }]) =>
        recorded[name] !== undefined && recorded[name].hash !== hash && recorded[name].version >= version,
    )
    .map(
      ([name, { version }]) =>
        `the shape of ${name} changed: raise its version to ${version + 1}, say what becomes of stored items, then npm run docs:generate`,
    );

/** Refuses to record a change that nobody gave a version. */
export const storedShapesText = async (recorded: Shapes): Promise<string> => {
  const now = await storedShapes();
  const silent = unversionedChanges(recorded, now);
  if (silent.length > 0) throw new Error(silent.join('\n'));
  return `${JSON.stringify(now, null, 2)}\n`;
};
