// Serves one simulated tenant, and signs in to it with MSAL for Python.
// Usage: check.mjs <folder of the Python packages>
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { generateTenant } from '#local/microsoft/generate/generate-tenant.ts';
import { startMicrosoft } from '#local/microsoft/start-microsoft.ts';
import { selfSignedCertificate } from '#test/support/self-signed-certificate.ts';

const packages = resolve(process.argv[2]);
const day = 24 * 3600_000;
// MSAL dates its assertions by the clock of the machine.
const now = new Date();
const [from, until] = [new Date(now.getTime() - day), new Date(now.getTime() + day)];

const tenant = generateTenant({ seed: 1, now, users: 2 });
const [application] = tenant.applications;
const { certificatePem, privateKeyPem, thumbprintSha1 } = selfSignedCertificate(from, until);
application.certificates.push({
  keyId: 'key',
  displayName: 'Vectis',
  certificatePem,
  startsAt: from.toISOString(),
  endsAt: until.toISOString(),
});

const microsoft = await startMicrosoft({ tenants: [tenant] });
const python = spawn('python3', [resolve(import.meta.dirname, 'acquire-token.py')], {
  env: { ...process.env, PYTHONPATH: packages },
  stdio: ['pipe', 'inherit', 'inherit'],
});
python.stdin.end(
  JSON.stringify({
    origin: microsoft.origins['https://login.microsoftonline.com'],
    tenantId: tenant.tenantId,
    clientId: application.appId,
    secret: application.secrets[0].value,
    certificatePem,
    privateKeyPem,
    thumbprintSha1,
  }),
);
const [status] = await once(python, 'exit');
await microsoft.stop();
process.exit(status ?? 1);
