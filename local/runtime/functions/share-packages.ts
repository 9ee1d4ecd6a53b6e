import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { basename } from 'node:path';

/** A chunk of a bundle that holds packages and none of our code, as the bundler names it. */
const packageChunk = /^npm-\w+\.mjs$/;

/**
 * Makes functions that are loaded in one worker share the chunks with packages, most of their code, instead of loading
 * a copy each. Chunks are shared by name and content. Our own modules may keep state, so each function has its own:
 * they take over the query of the entry point, which names the function.
 */
export const sharePackages = (): void => {
  const loadedAt = new Map<string, string>();
  registerHooks({
    resolve: (specifier, context, nextResolve) => {
      const resolved = nextResolve(specifier, context);
      const url = new URL(resolved.url);
      const name = basename(url.pathname);
      if (url.protocol !== 'file:' || context.parentURL === undefined) return resolved;
      if (packageChunk.test(name)) {
        const key = `${name} ${createHash('sha256').update(readFileSync(url)).digest('hex')}`;
        const shared = loadedAt.get(key) ?? resolved.url;
        loadedAt.set(key, shared);
        return { ...resolved, url: shared };
      }
      const { search } = new URL(context.parentURL);
      if (url.search === '' && search.startsWith('?function=')) url.search = search;
      return { ...resolved, url: url.href };
    },
  });
};
