import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { listen } from '#local/runtime/listen.ts';

/** What an account answers to the questions that come before a deployment. */
export interface SimulatedAccount {
  readonly account: string;
  /** Undefined if the account has no CDK bootstrap. */
  readonly bootstrapVersion?: string;
  readonly concurrentExecutions?: number;
  /** The code with which STS refuses the credentials. */
  readonly refusal?: string;
  /** Whether the caller may ask nobody but STS. */
  readonly mayAskOnlySts?: boolean;
  /** The stack of the stage's data, if it exists. */
  readonly dataStack?: { readonly status: string; readonly isProtected: boolean };
  /** Whether STS takes the request and does not answer. */
  readonly silent?: boolean;
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

const json = (status: number, body: unknown): Answer => ({ status, body: JSON.stringify(body) });

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
const callerIdentity = ({ account }: SimulatedAccount): Answer => ({
  status: 200,
  body: `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <GetCallerIdentityResult>
    <Arn>arn:aws:iam::${account}:user/ada</Arn>
    <UserId>AIDACKCEVSQ6C2EXAMPLE</UserId>
    <Account>${account}</Account>
  </GetCallerIdentityResult>
  <ResponseMetadata><RequestId>01234567-89ab-cdef-0123-456789abcdef</RequestId></ResponseMetadata>
</GetCallerIdentityResponse>`,
});

/** https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html */
const stsRefusal = (code: string): Answer => ({
  status: 403,
  body: `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <Error><Type>Sender</Type><Code>${code}</Code><Message>The security token included in the request is not valid</Message></Error>
  <RequestId>01234567-89ab-cdef-0123-456789abcdef</RequestId>
</ErrorResponse>`,
});

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html */
const parameter = ({ bootstrapVersion }: SimulatedAccount): Answer =>
  bootstrapVersion === undefined
    ? json(400, { __type: 'ParameterNotFound' })
    : json(200, { Parameter: { Name: '/cdk-bootstrap/hnb659fds/version', Type: 'String', Value: bootstrapVersion } });

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetAccountSettings.html */
const accountSettings = ({ concurrentExecutions = 1000 }: SimulatedAccount): Answer =>
  json(200, { AccountLimit: { ConcurrentExecutions: concurrentExecutions }, AccountUsage: { FunctionCount: 0 } });

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html */
const stacks = ({ account, dataStack }: SimulatedAccount): Answer =>
  dataStack === undefined
    ? {
        status: 400,
        body: `<ErrorResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/">
  <Error><Type>Sender</Type><Code>ValidationError</Code><Message>Stack with id vectis-dev-data does not exist</Message></Error>
</ErrorResponse>`,
      }
    : {
        status: 200,
        body: `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/">
  <DescribeStacksResult><Stacks><member>
    <StackName>vectis-dev-data</StackName>
    <StackId>arn:aws:cloudformation:eu-west-1:${account}:stack/vectis-dev-data/1</StackId>
    <CreationTime>2026-11-22T09:00:00.000Z</CreationTime>
    <StackStatus>${dataStack.status}</StackStatus>
    <EnableTerminationProtection>${dataStack.isProtected}</EnableTerminationProtection>
  </member></Stacks></DescribeStacksResult>
</DescribeStacksResponse>`,
      };

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateTerminationProtection.html */
const protectionUpdated: Answer = {
  status: 200,
  body: `<UpdateTerminationProtectionResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/">
  <UpdateTerminationProtectionResult><StackId>1</StackId></UpdateTerminationProtectionResult>
</UpdateTerminationProtectionResponse>`,
};

const accessDenied: Answer = {
  status: 403,
  body: `<ErrorResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/">
  <Error><Type>Sender</Type><Code>AccessDenied</Code><Message>not authorized</Message></Error>
</ErrorResponse>`,
};

const cloudFormation = (form: URLSearchParams, account: SimulatedAccount): Answer => {
  if (account.mayAskOnlySts) return accessDenied;
  if (form.get('Action') === 'DescribeStacks') return stacks(account);
  return protectionUpdated;
};

/** Answers one request, and writes down what changes the account. */
const answerTo = async (request: IncomingMessage, account: SimulatedAccount, changes: string[]): Promise<Answer> => {
  const body = await text(request);
  const form = new URLSearchParams(body);
  if (form.get('Version') === '2010-05-15') {
    if (form.get('Action') !== 'DescribeStacks') changes.push(`${form.get('Action')} ${form.get('StackName')}`);
    return cloudFormation(form, account);
  }
  if (body.includes('Action=GetCallerIdentity'))
    return account.refusal === undefined ? callerIdentity(account) : stsRefusal(account.refusal);
  if (account.mayAskOnlySts) return json(400, { __type: 'AccessDeniedException', message: 'not authorized' });
  if (request.headers['x-amz-target'] === 'AmazonSSM.GetParameter') return parameter(account);
  if (request.url?.endsWith('/account-settings') || request.url?.endsWith('/account-settings/'))
    return accountSettings(account);
  return json(404, { __type: 'UnknownOperationException' });
};

/** Answers like STS, Systems Manager, Lambda and CloudFormation of one account, on the loopback address. */
export const startSimulatedAccount = async (account: SimulatedAccount) => {
  const changes: string[] = [];
  const server = createServer((request, response) => {
    if (account.silent) return;
    answerTo(request, account, changes).then(
      ({ status, body }) => response.writeHead(status).end(body),
      (error: unknown) => response.destroy(error instanceof Error ? error : new Error(String(error))),
    );
  });
  return { ...(await listen(server, 0)), changes };
};
