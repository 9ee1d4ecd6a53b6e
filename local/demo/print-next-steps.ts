import type { Screen } from '#local/cli/screen.ts';
import type { UnconnectedTenant } from '#local/cli/session-file.ts';
import { type ByRole, roles } from './set-up-msp.ts';

export interface NextSteps {
  /** With the version. */
  readonly apiUrl: string;
  readonly tokens: ByRole;
  readonly members: ByRole;
  readonly tokenEndpoint: string;
  /** Whether the tokens are printed. */
  readonly showsTokens: boolean;
  readonly sessionFile: string;
  readonly logFile: string;
  readonly try?: UnconnectedTenant;
}

/** Prints the address of the API, who may sign in, and three commands that work when they are pasted. */
export const printNextSteps = (screen: Screen, steps: NextSteps): void => {
  const { apiUrl, tokens, showsTokens, members, tokenEndpoint, sessionFile, logFile } = steps;
  const { origin } = new URL(apiUrl);
  const heading = (text: string): void => {
    screen.line();
    screen.line(screen.paint('bold', text));
  };
  heading(`The API serves at ${apiUrl}`);
  for (const role of roles) {
    screen.line(`${role.padEnd(7)} ${members[role]}`);
    if (showsTokens) screen.line(screen.paint('dim', `        ${tokens[role]}`));
  }
  if (!showsTokens) screen.line(screen.paint('dim', `tokens: ${sessionFile}, or start with --tokens`));
  if (steps.try !== undefined) {
    const { name, domain, tenantId, clientId, secret } = steps.try;
    heading(`${name} (${domain}) is not connected: follow docs/setup-guide.md`);
    screen.line(`tenant id      ${tenantId}`);
    screen.line(`client id      ${clientId}`);
    screen.line(`client secret  ${secret}`);
    screen.line(screen.paint('dim', `the same as "try" in ${sessionFile}, with a second secret and a publisher app`));
  }
  heading('Try');
  const asAdmin = `-H "authorization: Bearer $(node -p "require('${sessionFile}').tokens.admin")"`;
  screen.line(`curl -s ${apiUrl}/health`);
  screen.line(`curl -s ${asAdmin} '${apiUrl}/book/findings?limit=5'`);
  screen.line(`curl -s -X POST ${tokenEndpoint} -d '{"email":"${members.member}"}'`);
  screen.line();
  screen.line(screen.paint('dim', `Output of the functions: ${logFile}`));
  screen.line(
    screen.paint(
      'dim',
      `Alarms and messages to operations: ${origin}/_local/alarms, …/messages, …/events; POST …/clock moves the clock`,
    ),
  );
  screen.line(screen.paint('dim', 'Ctrl-C stops the stack.'));
};
