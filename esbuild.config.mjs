// Bundles every Lambda in one pass: functions/<group>/<name>/handler.ts becomes dist/<group>/<name>/index.mjs, beside
// the chunks that it imports.
// dist/bundles.json says what each bundle contains. A build whose sources did not change is taken from a cache.
import { createHash } from 'node:crypto';
import {
  constants,
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, relative, resolve, sep } from 'node:path';
import { build, stop, version } from 'esbuild';
import { writeFunctionFolders } from './infra/bundles/function-folders.mjs';
import { environmentCredentials, everyPackage, packagesEntry, zodByName } from './infra/bundles/plugins.mjs';

const root = import.meta.dirname;
/** Tests bundle into a separate folder, so that simultaneous runs do not delete each other's bundles. */
const outdir = resolve(process.env['DIST_DIR'] ?? `${root}/dist`);
const cacheFolder = `${root}/node_modules/.cache/vectis-bundles`;
const buildsInCache = 4;
const startedAt = performance.now();

const toPosix = (path) => path.split(sep).join('/');
const handlers = globSync('functions/*/*/handler.ts', { cwd: root }).sort();
const nameOf = (handler) => toPosix(relative('functions', dirname(handler)));

/** Everything that decides what the bundles contain. */
const sources = globSync(
  ['{shared,functions,statemachines}/**/*.{ts,json}', 'infra/bundles/*.mjs', 'docs/generated/*.json'],
  { cwd: root },
)
  .map(toPosix)
  .sort();

const bundleInto = (folder) =>
  build({
    absWorkingDir: root,
    entryPoints: {
      ...Object.fromEntries(handlers.map((handler) => [nameOf(handler).replace('/', '.'), handler])),
      [packagesEntry]: packagesEntry,
    },
    outdir: folder,
    write: false,
    // Common code is parsed, minified and printed once, not once a function: an eighth of the time and of the memory.
    splitting: true,
    chunkNames: 'npm-[hash]',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    // The default would choose the SDK's CommonJS build, which is not tree-shaken: a third more code at each start.
    mainFields: ['module', 'main'],
    minify: true,
    sourcemap: true,
    // Names and lines are enough for stack traces; the source text would triple every package.
    sourcesContent: false,
    plugins: [zodByName, environmentCredentials, everyPackage(root, sources)],
    // A few packages are CommonJS and call require for Node's own modules, which an ESM bundle does not have.
    banner: { js: "import{createRequire as _cr}from'node:module';const require=_cr(import.meta.url);" },
    metafile: true,
    logLevel: 'warning',
    logOverride: { 'ignored-bare-import': 'silent' }, // what `packagesEntry` is made of
  });

const sourceHash = () => {
  const hash = createHash('sha256').update(`${version} ${process.platform}`);
  for (const file of ['esbuild.config.mjs', 'package.json', 'package-lock.json', 'tsconfig.json', ...sources]) {
    hash.update(`\0${file}\0`).update(readFileSync(resolve(root, file)));
  }
  return hash.digest('hex').slice(0, 32);
};

/** A file that is bundled and not hashed would leave an outdated bundle in the cache. */
const refuseUnhashed = ({ inputs }) => {
  const hashed = new Set(sources);
  const others = Object.keys(inputs).filter(
    (path) => !path.includes('node_modules/') && !path.startsWith(`${packagesEntry}:`) && !hashed.has(path),
  );
  if (others.length > 0) throw new Error(`add to the sources of esbuild.config.mjs: ${others.join(', ')}`);
};

/** Builds beside the cache and moves the result into it, so that an interrupted build leaves no incomplete entry. */
const fillCache = async (cached) => {
  const folder = `${cached}.${process.pid}`;
  const built = await bundleInto(folder);
  await stop();
  refuseUnhashed(built.metafile);
  const figures = writeFunctionFolders(root, folder, built);
  writeFileSync(`${folder}/bundles.json`, `${JSON.stringify(figures, null, 1)}\n`);
  try {
    renameSync(folder, cached);
  } catch (error) {
    if (!existsSync(cached)) throw error;
    rmSync(folder, { recursive: true }); // another process built the same
  }
  const builds = readdirSync(cacheFolder).map((name) => `${cacheFolder}/${name}`);
  const byAge = builds.sort((one, other) => statSync(other).mtimeMs - statSync(one).mtimeMs);
  for (const old of byAge.slice(buildsInCache)) rmSync(old, { recursive: true, force: true });
};

mkdirSync(cacheFolder, { recursive: true });
const cached = `${cacheFolder}/${sourceHash()}`;
const isCached = existsSync(cached);
if (!isCached) await fillCache(cached);
utimesSync(cached, new Date(), new Date());

// Removes the bundles of renamed and deleted functions.
rmSync(outdir, { recursive: true, force: true });
cpSync(cached, outdir, { recursive: true, mode: constants.COPYFILE_FICLONE });

const kilobytes = (bytes) => `${Math.round(bytes / 1000).toLocaleString('en-US')} kB`;
const figures = JSON.parse(readFileSync(`${outdir}/bundles.json`, 'utf8'));
const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
const total = figures.reduce((sum, { bytes }) => sum + bytes, 0);
// Written to standard error, because the CDK command line reads the standard output of this program.
process.stderr.write(
  `${isCached ? 'took' : 'bundled'} ${figures.length} functions${isCached ? ' from the cache' : ''}, ${(total / 1e6).toFixed(1)} MB, in ${seconds} s\n`,
);
for (const [group, bundles] of Object.entries(Object.groupBy(figures, ({ name }) => dirname(name)))) {
  const [smallest, ...others] = bundles.sort((one, other) => one.bytes - other.bytes);
  const largest = others.at(-1) ?? smallest;
  const describe = ({ name, bytes }) => `${basename(name)} ${kilobytes(bytes)}`;
  process.stderr.write(`  ${group}: ${bundles.length} bundles, from ${describe(smallest)} to ${describe(largest)}\n`);
}
