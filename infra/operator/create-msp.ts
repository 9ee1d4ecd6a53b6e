import { contract } from '#functions/operations/create-msp/contract.ts';
import { carryOut, knownStage, readFlags } from './command-line.ts';
import { invokeOperation } from './invoke.ts';

const usage = 'npm run msp:create -- --stage NAME --name "Northwind IT" --admin ada@northwind.example';

/** Creates an MSP and invites its first admin. No route does that: it needs permission to invoke the function. */
await carryOut(async (given) => {
  const { stage, name, admin } = readFlags(['stage', 'name', 'admin'], usage, given);
  const made = await invokeOperation(knownStage(stage), 'create-msp', contract, {
    name,
    members: [{ email: admin, role: 'admin' }],
  });
  process.stdout.write(`made the MSP ${name}: ${made.mspId}\n`);
  process.stdout.write(`invited ${admin} as its admin (${made.memberIds[0]}), who is bound with their first sign-in\n`);
});
