import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { surfaces } from '#shared/surfaces/index.ts';

const root = resolve(import.meta.dirname, '../..');
const file = resolve(root, 'docs/generated/stored-shapes.json');

const Shapes = z.record(z.string(), z.object({ version: z.int(), hash: z.string() }));
/** Version and hash of each stored shape, by file of `shared/store` or by surface. */
export type Shapes = z.output<typeof Shapes>;

const hashOf = (schemas: readonly (readonly [string, z.ZodType])[]): string => {
  const described = schemas
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, schema]) => [name, z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' })]);
  return createHash('sha256').update(JSON.stringify(described)).digest('hex').slice(0, 16);
};

/** The schemas that a store file exports. Each stored schema must be exported, so that a change of it is noticed. */
const schemasIn = async (path: string): Promise<[string, z.ZodType][]> => {
  const text = sourceOf(path);
  const module: object = await import(pathToFileURL(resolve(root, path)).href);
  for (const [, name = ''] of text.matchAll(/\battributesOf\((\w+),/g)) {
    const isExported = name in module || new RegExp(`^import [^;]*\\b${name}\\b`, 'm').test(text);
    if (!isExported && !path.endsWith('electrodb.ts'))
      throw new Error(`export ${name} from ${path}: its shape is stored`);
  }
  return Object.entries(module).filter((entry): entry is [string, z.ZodType] => entry[1] instanceof z.ZodType);
};

const sourceOf = (path: string): string => readFileSync(resolve(root, path), 'utf8');
const hasVersion = (path: string): boolean => /^export const shapeVersion\b/m.test(sourceOf(path));

const importsOf = (path: string): string[] =>
  Array.from(sourceOf(path).matchAll(/from '\.\/([\w-]+\.ts)'/g), (match) => `shared/store/${match[1]}`);

/**
 * Files with records that stores share, imported directly or through other files without a version. They have no
 * version of their own and count toward the version of each store.
 */
const sharedRecords = (path: string): string[] => {
  const reached = new Set<string>();
  const follow = (from: string): void => {
    for (const imported of importsOf(from)) {
      if (reached.has(imported) || hasVersion(imported)) continue;
      reached.add(imported);
      follow(imported);
    }
  };
  follow(path);
  return [...reached].filter((imported) => sourceOf(imported).includes('attributesOf('));
};

/** The shapes in the code: the schemas of every store file with a `shapeVersion`, and the fact of every surface. */
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

/** The recorded shapes. */
export const recordedShapes = (): Shapes => Shapes.parse(JSON.parse(readFileSync(file, 'utf8')));

/** Errors for shapes that changed without a new version: stored items would fail to parse or be misread. */
export const unversionedChanges = (recorded: Shapes, now: Shapes): string[] =>
  Object.entries(now)
    .filter(
      ([name, { version, hash }]) =>
        recorded[name] !== undefined && recorded[name].hash !== hash && recorded[name].version >= version,
    )
    .map(
      ([name, { version }]) =>
        `the shape of ${name} changed: raise its version to ${version + 1}, describe the migration of stored items, then run npm run docs:generate`,
    );

/** The file of recorded shapes. Throws for a change without a new version. */
export const storedShapesText = async (recorded: Shapes): Promise<string> => {
  const now = await storedShapes();
  const unversioned = unversionedChanges(recorded, now);
  if (unversioned.length > 0) throw new Error(unversioned.join('\n'));
  return `${JSON.stringify(now, null, 2)}\n`;
};
