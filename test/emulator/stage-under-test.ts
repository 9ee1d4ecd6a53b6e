import type { Pin } from '#infra/settings.ts';
import type { RunningServer } from '#local/runtime/listen.ts';
import { type Command, type Commands, passed } from './commands.ts';
import { startGateway } from './start-gateway.ts';

/** Throws with what differs. */
export const expectEqual = (what: string, actual: unknown, expected: unknown): void => {
  if (actual !== expected) throw new Error(`${what} is ${String(actual)}, not ${String(expected)}`);
};

const requestTimeoutMilliseconds = 60_000;

/** The stage in the emulator, as an operator and a client reach it. */
export class StageUnderTest {
  readonly stage: string;
  readonly prefix: string;
  readonly pin: Pin;
  readonly endpoint: string;
  readonly commands: Commands;
  /** The id token of the admin, after the first sign-in. */
  token = '';
  #gateway: RunningServer | undefined;

  constructor(stage: string, pin: Pin, endpoint: string, commands: Commands) {
    this.stage = stage;
    this.prefix = `vectis-${stage}`;
    this.pin = pin;
    this.endpoint = endpoint;
    this.commands = commands;
  }

  /** The address of the API. */
  get apiUrl(): string {
    if (this.#gateway === undefined) throw new Error('the API was not opened');
    return this.#gateway.origin;
  }

  /** `npm run deploy`, from the project or from another folder. */
  deploy(variables: NodeJS.ProcessEnv = {}, folder?: string): Promise<Command> {
    const given = ['--stage', this.stage, '--', '--require-approval', 'never'];
    return this.commands.npm('deploy', given, variables, folder);
  }

  /** The text that Amazon's command line prints. */
  async aws(command: string): Promise<string> {
    return (await passed(this.commands.bash(`aws ${command} --output text`))).trim();
  }

  statusOf(stack: string): Promise<string> {
    return this.aws(
      `cloudformation describe-stacks --stack-name ${this.prefix}-${stack} --query 'Stacks[0].StackStatus'`,
    );
  }

  /** Reads the address of the API from the outputs of its stack, as the guide says. */
  async openApi(): Promise<void> {
    await this.closeApi();
    const url = await this.aws(
      `cloudformation describe-stacks --stack-name ${this.prefix}-api --query "Stacks[0].Outputs[?OutputKey=='ApiUrl'].OutputValue"`,
    );
    this.#gateway = await startGateway(this.endpoint, new URL(url).host);
  }

  async closeApi(): Promise<void> {
    await this.#gateway?.stop();
    this.#gateway = undefined;
  }

  /** Sends a request as the admin, and throws unless the answer has the status and contains the texts. */
  async expectAnswer(
    request: `${'GET' | 'POST'} /${string}`,
    status: number,
    contained: readonly string[],
    body?: unknown,
  ): Promise<void> {
    const [method = '', path = ''] = request.split(' ');
    const answer = await fetch(`${this.apiUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
      signal: AbortSignal.timeout(requestTimeoutMilliseconds),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const missing = contained.filter((each) => !text.includes(each));
    if (answer.status !== status || missing.length > 0)
      throw new Error(`${request} answered ${answer.status} without ${missing.join(', ')}: ${text.slice(0, 500)}`);
  }
}

/** What a step shows, in a few words. It throws where something is not as it must be. */
export type Step = readonly [name: string, run: () => Promise<string | undefined>];
