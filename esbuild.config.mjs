// Bundles every Lambda: functions/<group>/<name>/handler.ts becomes dist/<group>/<name>/index.mjs.
import { globSync, rmSync } from 'node:fs';
import { dirname, relative, sep } from 'node:path';
import { build } from 'esbuild';

const root = import.meta.dirname;
/** Tests bundle into a separate folder, so that simultaneous runs do not delete each other's bundles. */
const outdir = process.env['DIST_DIR'] ?? `${root}/dist`;
const startedAt = performance.now();

const entryPoints = Object.fromEntries(
  globSync('functions/*/*/handler.ts', { cwd: root })
    .sort()
    .map((handler) => [`${relative('functions', dirname(handler)).split(sep).join('/')}/index`, handler]),
);

// Removes the bundles of renamed and deleted functions.
rmSync(outdir, { recursive: true, force: true });

/** Removes zod's fifty languages, which are not tree-shaken because `z` is a namespace: 230 kB in each bundle. */
const englishOnly = {
  name: 'zod-in-english',
  setup: ({ onLoad }) =>
    onLoad({ filter: /[/\\]zod[/\\]v4[/\\]locales[/\\]index\.js$/ }, () => ({
      contents: "export { default as en } from './en.js';",
      resolveDir: `${root}/node_modules/zod/v4/locales`,
    })),
};

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints,
  outdir,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  // The default would choose the SDK's CommonJS build, which is not tree-shaken: a third more code at each cold start.
  mainFields: ['module', 'main'],
  minify: true,
  sourcemap: true,
  // Names and lines are enough for stack traces; the source text would triple every package.
  sourcesContent: false,
  // A few packages are CommonJS and call require for Node's own modules, which an ESM bundle does not have.
  plugins: [englishOnly],
  banner: { js: "import{createRequire as _cr}from'node:module';const require=_cr(import.meta.url);" },
  metafile: true,
  logLevel: 'warning',
});

const bundles = Object.entries(metafile.outputs).filter(([path]) => path.endsWith('.mjs'));
const bytes = bundles.reduce((sum, [, output]) => sum + output.bytes, 0);
const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
// On standard error: CDK's command line reads this program's standard output.
process.stderr.write(`bundled ${bundles.length} functions, ${(bytes / 1e6).toFixed(1)} MB, in ${seconds} s\n`);
