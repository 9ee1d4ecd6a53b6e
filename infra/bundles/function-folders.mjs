// Puts each function into a folder of its own, with the chunks that it imports.
import { createHash } from 'node:crypto';
import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { basename, dirname, relative, resolve, sep } from 'node:path';

const isPackageFile = (path) => path.includes('node_modules/') || path === '<runtime>';
const usedInputs = ({ inputs }) => Object.keys(inputs).filter((path) => inputs[path].bytesInOutput > 0);

/** The output and everything that it imports. */
const withImports = (outputs, path, found = new Set()) => {
  if (found.has(path)) return found;
  found.add(path);
  for (const imported of outputs[path].imports) {
    if (outputs[imported.path] !== undefined) withImports(outputs, imported.path, found);
  }
  return found;
};

/** What the code consists of: npm packages by name, and our files. */
const contentsOf = (inputs) => {
  const packages = inputs.flatMap((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []);
  return {
    packages: [...new Set(packages)].sort(),
    files: [...new Set(inputs.filter((path) => !isPackageFile(path)))].sort(),
  };
};

/**
 * A source map whose sources are paths from the root of the repository. The bundler writes them relative to `folder`,
 * and every function gets its copy in another place.
 */
const fromRoot = (root, folder, map) => {
  const packages = `${realpathSync(`${root}/node_modules`)}${sep}`; // may be a link
  const sources = map.sources.map((source) => {
    const path = resolve(folder, source);
    const inRoot = path.startsWith(packages) ? `node_modules/${path.slice(packages.length)}` : relative(root, path);
    return inRoot.split(sep).join('/');
  });
  return { ...map, sources };
};

/**
 * Writes the folder of every function below `folder` and returns what each contains. A chunk that holds packages only
 * keeps the name npm-HASH.mjs, and any other one is renamed to own-HASH.mjs. The names have the same length, so that
 * the positions in the source maps stay right.
 */
export const writeFunctionFolders = (root, folder, { outputFiles, metafile: { outputs } }) => {
  const isOfPackages = (path) =>
    [...withImports(outputs, path)].every((each) => usedInputs(outputs[each]).every(isPackageFile));
  const own = Object.keys(outputs).filter((path) => path.endsWith('.mjs') && !isOfPackages(path));
  const ownHashes = new Set(own.flatMap((path) => /npm-(\w+)\.mjs$/.exec(path)?.[1] ?? []));
  const renamed = (text) =>
    text.replaceAll(/npm-(\w+)(?=\.mjs)/g, (name, hash) => (ownHashes.has(hash) ? `own-${hash}` : name));
  const written = ({ path, text }) =>
    path.endsWith('.map') ? JSON.stringify(fromRoot(root, folder, JSON.parse(text))) : renamed(text);
  const texts = new Map(outputFiles.map((file) => [basename(file.path), written(file)]));

  const entries = Object.entries(outputs).filter(
    ([path, { entryPoint }]) => path.endsWith('.mjs') && entryPoint?.startsWith('functions/'),
  );
  return entries.map(([entry, { entryPoint }]) => {
    const name = dirname(entryPoint).slice('functions/'.length);
    const used = [...withImports(outputs, entry)].sort();
    mkdirSync(`${folder}/${name}`, { recursive: true });
    const hash = createHash('sha256');
    for (const path of used.map((each) => basename(each))) {
      const text = texts.get(path);
      writeFileSync(`${folder}/${name}/${path === basename(entry) ? 'index.mjs' : renamed(path)}`, text);
      writeFileSync(`${folder}/${name}/${renamed(path)}.map`, texts.get(`${path}.map`));
      hash.update(`\0${path}\0`).update(text);
    }
    const bytes = used.reduce((sum, path) => sum + outputs[path].bytes, 0);
    return {
      name,
      bytes,
      sha256: hash.digest('hex'),
      ...contentsOf(used.flatMap((path) => usedInputs(outputs[path]))),
    };
  });
};
