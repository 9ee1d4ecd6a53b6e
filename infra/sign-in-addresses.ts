/**
 * Ports on which the command line waits for the answer of a sign-in, in the order in which it tries them. Cognito
 * compares the whole address, so an arbitrary free port is not possible.
 */
export const commandLinePorts = [18_765, 18_766, 18_767] as const;

export const callbackPath = '/callback';

/** Plain http is allowed for `localhost` alone; Cognito refuses 127.0.0.1. */
export const commandLineCallback = (port: number): string => `http://localhost:${port}${callbackPath}`;

export const commandLineCallbacks: readonly string[] = commandLinePorts.map(commandLineCallback);

export const consoleCallback = (origin: string): string => `${origin}${callbackPath}`;

/** The outputs of a stage's stacks that a client of the API needs, by their names in CloudFormation. */
export const outputNames = { apiUrl: 'ApiUrl', issuer: 'Issuer', clientId: 'ClientId' } as const;
