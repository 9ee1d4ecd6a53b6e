/** An error of an AWS service. The SDK turns the response into an error with this name. */
export class ServiceException extends Error {
  constructor(code: string, message: string) {
    super(message);
    this.name = code;
  }
}

export const throwServiceException = (code: string, message: string): never => {
  throw new ServiceException(code, message);
};
