import { openTenantScope } from '#shared/access/open-scope.ts';
import type { CredentialStore } from '#shared/aws/credential-store.ts';
import { Secret } from '#shared/kernel/secret.ts';
import { listedMailboxes } from '#shared/microsoft/listed-mailboxes.ts';
import { mailboxId, runOf } from '#test/support/numbered-tenants.ts';
import { credentialOf } from '#test/support/simulated-microsoft.ts';
import { outcomeOf } from '../client-harness.ts';
import type { FaultScenario } from '../fault-scenario.ts';
import { openRunHarness } from '../run-harness.ts';

export const secretRotated: FaultScenario = {
  number: 9,
  fault: 'the secret was rotated after it was read into memory',
  expected: 'signed in with the new secret; read from the cache 1 time, from the store 1 time',
  protection: {
    file: 'shared/microsoft/credential-rotation.ts',
    find: '      const current = await reread();\n',
    replace: '      const current = credential;\n',
    without: 'the cached secret is not renewed',
  },
  async run() {
    const { table, server, tenant, scope } = await openRunHarness();
    process.env['MICROSOFT_ORIGINS'] = JSON.stringify(server.origins);
    const read = { memory: 0, fresh: 0 };
    const credentials: CredentialStore = {
      async read(_msp, _connection, { fresh = false } = {}) {
        read[fresh ? 'fresh' : 'memory'] += 1;
        return { kind: 'secret', value: new Secret(fresh ? credentialOf(tenant).secret : 'the-secret-of-yesterday') };
      },
      store: async () => {},
      remove: async () => {},
    };
    const place = { connectionId: runOf(1).connectionId, mailboxId: mailboxId(1) };
    const outcome = await outcomeOf(async () => {
      await listedMailboxes(table, credentials, openTenantScope).inMailbox(scope, place, (microsoft) =>
        microsoft.verifyCredential(),
      );
      return 'signed in with the new secret';
    });
    return `${outcome}; read from the cache ${read.memory} time, from the store ${read.fresh} time`;
  },
};
