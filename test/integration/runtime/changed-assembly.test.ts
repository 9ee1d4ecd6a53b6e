import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningStack, startStack } from '#local/stack.ts';
import { builtAssembly } from '#test/support/built-assembly.ts';

/** A copy of the real assembly with the templates changed as text, and nothing bundled or synthesised anew. */
const changed = async (change: (template: string) => string): Promise<string> => {
  const original = await builtAssembly();
  const copy = mkdtempSync(join(tmpdir(), 'vectis-changed-'));
  cpSync(original, copy, { recursive: true, filter: (path) => !/asset\.[0-9a-f]{64}/.test(path) });
  for (const file of readdirSync(copy)) {
    const path = join(copy, file);
    if (file.endsWith('.template.json')) writeFileSync(path, change(readFileSync(path, 'utf8')));
    // The bundles stay where they are.
    if (file.endsWith('.assets.json'))
      writeFileSync(path, readFileSync(path, 'utf8').replaceAll('"asset.', `"${original}/asset.`));
  }
  return copy;
};

let directory: string;
let stack: RunningStack;

beforeAll(async () => {
  directory = await changed((template) =>
    template.replaceAll('GET /v1/health', 'GET /v1/wellness').replaceAll('rate(30 minutes)', 'rate(7 minutes)'),
  );
  stack = await startStack({ assemblyDir: directory });
}, 180_000);

afterAll(async () => {
  await stack?.stop();
  if (directory !== undefined) rmSync(directory, { recursive: true, force: true });
});

describe('a change in the synthesised templates alone', () => {
  it('moves a route', async () => {
    expect((await fetch(`${stack.apiUrl}/v1/wellness`)).status).toBe(200);
    expect((await fetch(`${stack.apiUrl}/v1/health`)).status).toBe(404);
  });

  it('changes when a schedule fires', async () => {
    const moved = await stack.clock.moveTo(new Date(stack.clock.now().getTime() + 8 * 60_000));
    expect(moved.fired).toHaveLength(1);
  });
});
