import { knownStage, readGivenFlags, runCommand, UsageError } from './command-line.ts';
import { whoAmI } from './sign-in/call-api.ts';
import { openBrowser } from './sign-in/open-browser.ts';
import { openSessions, sessionDirectory } from './sign-in/session-store.ts';
import { signIn } from './sign-in/code-flow.ts';
import { addressesOf } from './sign-in/stage-addresses.ts';
import { stageClock } from './sign-in/stage-clock.ts';

const deadlineSeconds = 300;

const usage = `npm run sign-in -- --stage NAME [options]
  signs you in to a stage in the browser, and keeps the session for npm run vectis and npm run smoke
  --no-browser             only print the address
  --invitation-code CODE   the code of your invitation, if your sign-in does not verify addresses
  --api URL --issuer URL --client-id ID
                           the addresses of the stage, without AWS credentials; its operator knows them`;

const flags = {
  stage: 'text',
  'no-browser': 'switch',
  'invitation-code': 'text',
  api: 'text',
  issuer: 'text',
  'client-id': 'text',
} as const;

/** Signs a person in, and stores the session only if the API knows who it is. */
await runCommand(usage, async (given) => {
  const values = readGivenFlags(flags, usage, given);
  if (values.stage === undefined) throw new UsageError(`--stage is missing\n${usage}`);
  const stage = knownStage(values.stage);
  const addresses = await addressesOf(stage, values);
  const clock = await stageClock(stage, addresses.apiUrl);
  const onAddress = (url: string): void => {
    process.stdout.write(`open this address to sign in to ${stage}, within ${deadlineSeconds / 60} minutes:\n${url}\n`);
    if (values['no-browser'] === undefined) openBrowser(url);
  };
  const session = await signIn({ stage, addresses, clock, deadlineSeconds, onAddress });
  const who = await whoAmI(session, values['invitation-code']);
  openSessions(sessionDirectory(process.env)).write(session);
  process.stdout.write(`signed in to ${stage} as ${who}\n`);
});
