import { AppError, type ErrorCode, isAppError } from '#shared/kernel/errors.ts';

interface VendorCallOptions {
  /** The code of a failure. Default: `StoreUnavailable`. */
  readonly code?: ErrorCode;
  /** What an answer of the service means that is not a failure of it, such as a condition that was not met. */
  readonly refusalOf?: (error: unknown) => AppError | undefined;
  /** The SDK's error is left out, because it may contain the request and with it a secret or an address. */
  readonly hidesCause?: true;
}

/**
 * Runs one call to a service of AWS. Every failure becomes an `AppError`: the service refused the call, could not be
 * reached, or did not answer within the budget of its client.
 */
export const vendorCall = async <Result>(
  service: string,
  call: () => Promise<Result>,
  { code = 'StoreUnavailable', refusalOf, hidesCause }: VendorCallOptions = {},
): Promise<Result> => {
  try {
    return await call();
  } catch (cause) {
    if (isAppError(cause)) throw cause;
    const refusal = refusalOf?.(cause);
    if (refusal !== undefined) throw refusal;
    const message = `the ${service} refused or did not answer a call`;
    if (hidesCause !== true) throw new AppError(code, message, {}, { cause });
    throw new AppError(code, `${message} (${cause instanceof Error ? cause.name : 'unknown'})`);
  }
};
