/** A refusal that a service answers its caller with: the SDK makes an error of that name from it. */
export class ServiceException extends Error {
  constructor(code: string, message: string) {
    super(message);
    this.name = code;
  }
}

export const throwServiceException = (code: string, message: string): never => {
  throw new ServiceException(code, message);
};
