import { contract } from '#functions/operations/create-msp/contract.ts';
import { runCommand, knownStage, readFlags } from './command-line.ts';
import { invokeOperation } from './invoke.ts';

const usage = `npm run msp:create -- --stage NAME --name "Northwind IT" --admin ada@northwind.example
  creates an MSP in a deployed stage and invites its first admin`;

/** Creates an MSP and invites its first admin. No route does that: it needs permission to invoke the function. */
await runCommand(usage, async (given) => {
  const { stage, name, admin } = readFlags(['stage', 'name', 'admin'], usage, given);
  const created = await invokeOperation(knownStage(stage), 'create-msp', contract, {
    name,
    members: [{ email: admin, role: 'admin' }],
  });
  process.stdout.write(`created the MSP ${name}: ${created.mspId}\n`);
  process.stdout.write(
    `invited ${admin} as its admin (${created.memberIds[0]}), who becomes a member at the first sign-in\n`,
  );
});
