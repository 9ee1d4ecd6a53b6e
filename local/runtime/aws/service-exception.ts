/** A refusal that a service answers its caller with: the SDK makes an error of that name from it. */
export class ServiceRefusal extends Error {
  constructor(code: string, message: string) {
    super(message);
    this.name = code;
  }
}

export const refuse = (code: string, message: string): never => {
  throw new ServiceRefusal(code, message);
};
