// What esbuild is told about the packages that the functions use.
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * The object `z` of zod is not tree-shaken: 100 kB that are not used in each bundle, and 230 kB of languages. The same
 * names, imported as a namespace, are.
 */
export const zodByName = {
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
export const environmentCredentials = {
  name: 'environment-credentials',
  setup: ({ onLoad }) =>
    onLoad({ filter: /[/\\]@aws-sdk[/\\]credential-provider-node[/\\]dist-es[/\\]index\.js$/ }, ({ path }) => ({
      contents: "export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';",
      resolveDir: dirname(path),
    })),
};

/**
 * An entry point that is not written. It imports every package, so that no file of a package shares a chunk with ours.
 */
export const packagesEntry = 'every-package';

/** The packages that the sources import, by the names in their import statements. */
const importedPackages = (root, sources) => {
  const names = sources
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => [
      ...readFileSync(`${root}/${file}`, 'utf8').matchAll(
        /^(?:import(?! type)|export|\}) ?.*from '([^'#.]+[^']*)';$/gm,
      ),
    ])
    .map(([, name]) => name)
    .filter((name) => !name.startsWith('node:'));
  return [...new Set(names)].sort();
};

/** Resolves `packagesEntry` to a module that imports every package and uses nothing of it. */
export const everyPackage = (root, sources) => ({
  name: packagesEntry,
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: new RegExp(`^${packagesEntry}$`) }, ({ path }) => ({ path, namespace: packagesEntry }));
    onLoad({ filter: /.*/, namespace: packagesEntry }, () => ({
      contents: importedPackages(root, sources)
        .map((name) => `import '${name}';`)
        .join('\n'),
      resolveDir: root,
    }));
  },
});
