import type { Screen } from '#local/cli/screen.ts';
import { type ByRole, roles } from './set-up-msp.ts';

export interface NextSteps {
  readonly apiUrl: string;
  readonly tokens: ByRole;
  readonly members: ByRole;
  readonly tokenEndpoint: string;
  readonly logFile: string;
}

/** Prints the address of the API, who may sign in, and three commands to try. */
export const printNextSteps = (screen: Screen, steps: NextSteps): void => {
  const { apiUrl, tokens, members, tokenEndpoint, logFile } = steps;
  const heading = (text: string): void => {
    screen.line();
    screen.line(screen.paint('bold', text));
  };
  heading(`The API serves at ${apiUrl}/v1`);
  for (const role of roles) {
    screen.line(`${role.padEnd(7)} ${members[role]}`);
    screen.line(screen.paint('dim', `        ${tokens[role]}`));
  }
  heading('Try');
  const asAdmin = `-H "authorization: Bearer $(node -p "require('./.local/session.json').tokens.admin")"`;
  screen.line(`curl -s ${apiUrl}/v1/health`);
  screen.line(`curl -s ${asAdmin} '${apiUrl}/v1/book/findings?limit=5'`);
  screen.line(`curl -s -X POST ${tokenEndpoint} -d '{"email":"${members.member}"}'`);
  screen.line();
  screen.line(screen.paint('dim', `Output of the functions: ${logFile}`));
  screen.line(
    screen.paint(
      'dim',
      `Alarms and messages to operations: ${apiUrl}/_local/alarms, …/messages, …/events; POST …/clock moves the clock`,
    ),
  );
  screen.line(screen.paint('dim', 'Ctrl-C stops the stack.'));
};
