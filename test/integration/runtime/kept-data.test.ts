import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { persistedIssuerPort } from '#local/cli/persisted-issuer-port.ts';
import { lambda, runResources, table } from '#test/support/runtime-assembly.ts';

const resources = {
  Table: table,
  Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'key', GenerateSecretString: {} } },
  Echo: lambda('plain.echo', { FunctionName: 'echo' }),
};
let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'vectis-data-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const start = async (): Promise<void> => {
  const stack = await runResources(resources, { dataDir });
  await stack.stop();
};

describe('kept data', () => {
  it('is readable for this user only, also when an older start left it readable', async () => {
    await start();
    for (const name of readdirSync(dataDir)) chmodSync(join(dataDir, name), 0o644);
    const stack = await runResources(resources, { dataDir });
    persistedIssuerPort(dataDir).save(4020);
    const modes = readdirSync(dataDir).map((name) => [name, statSync(join(dataDir, name)).mode & 0o077]);
    await stack.stop();
    expect(modes.map(([name]) => name)).toEqual(
      expect.arrayContaining(['dynamodb.sqlite', 'issuer-port', 'secrets.json']),
    );
    expect(modes.filter(([, mode]) => mode !== 0)).toEqual([]);
  });

  it.each([
    ['secrets.json', '[{"name":'],
    ['secrets.json', '[{"name":1}]'],
    ['log-groups.jsonl', 'cut off'],
    ['dynamodb.sqlite', 'x'.repeat(100_000)],
  ])('that is damaged in %s ends the start, and the error names the file', async (name, text) => {
    await start();
    writeFileSync(join(dataDir, name), text);
    await expect(start()).rejects.toThrow(`${join(dataDir, name)} is damaged`);
  });

  it('that is damaged in issuer-port ends the start, and the error names the file', () => {
    writeFileSync(join(dataDir, 'issuer-port'), 'soon');
    expect(() => persistedIssuerPort(dataDir)).toThrow(`${join(dataDir, 'issuer-port')} is damaged`);
  });
});

describe('the DynamoDB engine', () => {
  it('is reported when it ends while the stack serves, and not when the stack stops', async () => {
    const failures: string[] = [];
    let pid = 0;
    const settings = {
      onEngineStart: (started: number) => {
        pid = started;
      },
      onEngineFailure: (error: Error) => void failures.push(error.message),
    };
    await (await runResources(resources, settings)).stop();
    expect(failures).toEqual([]);
    const stack = await runResources(resources, settings);
    process.kill(pid, 'SIGKILL');
    await vi.waitFor(() => expect(failures).toEqual(['the DynamoDB engine ended (SIGKILL)']), { timeout: 5_000 });
    await stack.stop();
    expect(existsSync(`/proc/${pid}`)).toBe(false);
  });
});
