import { AppError } from '#shared/kernel/errors.ts';
import { classifyGraph } from './classify.ts';
import { isReportOrigin, type Transport } from './origins.ts';
import { type RetryPolicy, withRetry } from './with-retry.ts';

const malformed = (what: string): AppError => new AppError('MicrosoftAnswerMalformed', what);

/**
 * The location of a usage report: a link that needs no token and must not receive one. It must use https and
 * Microsoft's host for reports, and is followed once (rules 40). https://learn.microsoft.com/graph/api/resources/report
 */
export const reportLink = (headers: Pick<Headers, 'get'>): string => {
  const location = headers.get('location') ?? '';
  const link = URL.parse(location);
  if (link === null) throw malformed('graph answered without a link to the report');
  const hasNoCredentials = link.username === '' && link.password === '';
  if (hasNoCredentials && isReportOrigin(link.origin)) return link.href;
  throw malformed(`the report is at ${link.protocol}//${link.host}, which is not Microsoft's host for reports`);
};

interface DownloadParts {
  readonly transport: Transport;
  readonly retryPolicy: RetryPolicy;
  readonly timeoutSeconds: number;
}

/** The report as text. No token is sent. */
export const downloadReport = (
  { transport, retryPolicy, timeoutSeconds }: DownloadParts,
  link: string,
  buckets: readonly string[],
): Promise<string> =>
  withRetry(retryPolicy, buckets, async () => {
    const { status, headers, text } = await transport({ method: 'GET', url: link, headers: {}, timeoutSeconds });
    if (status === 200) return text;
    if (status === 429 || status >= 500) {
      throw classifyGraph({ status, headers, body: undefined }, retryPolicy.clock.now());
    }
    // Any other status concerns a link that is valid for minutes only. It says nothing about permissions.
    throw new AppError('MicrosoftUnavailable', `the host of reports answered ${status}`, { status });
  });
