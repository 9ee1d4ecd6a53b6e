// Bundles every Lambda in one pass: functions/<group>/<name>/handler.ts becomes dist/<group>/<name>/index.mjs.
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
import { build, version } from 'esbuild';

const root = import.meta.dirname;
/** Tests bundle into a separate folder, so that simultaneous runs do not delete each other's bundles. */
const outdir = resolve(process.env['DIST_DIR'] ?? `${root}/dist`);
const cacheFolder = `${root}/node_modules/.cache/vectis-bundles`;
const buildsInCache = 4;
const startedAt = performance.now();

const toPosix = (path) => path.split(sep).join('/');
const handlers = globSync('functions/*/*/handler.ts', { cwd: root }).sort();
const nameOf = (handler) => toPosix(relative('functions', dirname(handler)));

/**
 * The object `z` of zod is not tree-shaken: 100 kB that are not used in each bundle, and 230 kB of languages. The same
 * names, imported as a namespace, are.
 */
const zodByName = {
  name: 'zod-by-name',
  setup: ({ onLoad }) =>
    onLoad({ filter: /[/\\](shared|functions|statemachines)[/\\].*\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(/^import \{ z \} from 'zod';$/m, "import * as z from 'zod';"),
      loader: 'ts',
    })),
};

/**
 * Lambda gives a function its credentials in the environment. The SDK's default chain also contains profiles, SSO,
 * login, processes, web identities and instance metadata, which no function uses: 130 kB in each bundle.
 */
const environmentCredentials = {
  name: 'environment-credentials',
  setup: ({ onLoad }) =>
    onLoad({ filter: /[/\\]@aws-sdk[/\\]credential-provider-node[/\\]dist-es[/\\]index\.js$/ }, ({ path }) => ({
      contents: "export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';",
      resolveDir: dirname(path),
    })),
};

const bundleInto = (folder) =>
  build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(handlers.map((handler) => [`${nameOf(handler)}/index`, handler])),
    outdir: folder,
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
    plugins: [zodByName, environmentCredentials],
    // A few packages are CommonJS and call require for Node's own modules, which an ESM bundle does not have.
    banner: { js: "import{createRequire as _cr}from'node:module';const require=_cr(import.meta.url);" },
    metafile: true,
    logLevel: 'warning',
  });

/** What a bundle contains: npm packages by name, and our files. */
const contentsOf = (inputs) => {
  const paths = Object.keys(inputs).filter((path) => inputs[path].bytesInOutput > 0);
  const packages = paths.flatMap((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []);
  return {
    packages: [...new Set(packages)].sort(),
    files: paths.filter((path) => !path.includes('node_modules/')).sort(),
  };
};

const figuresOf = (folder, { outputs }) =>
  Object.entries(outputs)
    .filter(([path]) => path.endsWith('.mjs'))
    .map(([path, { bytes, inputs }]) => ({
      name: toPosix(relative(folder, resolve(root, dirname(path)))),
      bytes,
      sha256: createHash('sha256')
        .update(readFileSync(resolve(root, path)))
        .digest('hex'),
      ...contentsOf(inputs),
    }));

/** Everything that decides what the bundles contain. */
const sources = globSync(['{shared,functions,statemachines}/**/*.{ts,json}', 'docs/generated/*.json'], { cwd: root })
  .map(toPosix)
  .sort();
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
  const others = Object.keys(inputs).filter((path) => !path.includes('node_modules/') && !hashed.has(path));
  if (others.length > 0) throw new Error(`add to the sources of esbuild.config.mjs: ${others.join(', ')}`);
};

/** Builds beside the cache and moves the result into it, so that an interrupted build leaves no incomplete entry. */
const fillCache = async (cached) => {
  const folder = `${cached}.${process.pid}`;
  const { metafile } = await bundleInto(folder);
  refuseUnhashed(metafile);
  writeFileSync(`${folder}/bundles.json`, `${JSON.stringify(figuresOf(folder, metafile), null, 1)}\n`);
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
