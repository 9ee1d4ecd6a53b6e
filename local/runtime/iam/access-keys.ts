import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** The access key of a function, by which its calls are known. It has letters and digits only, as one of AWS. */
export const accessKeyOf = (functionName: string): string =>
  `AKIA${createHash('sha256').update(functionName).digest('hex').slice(0, 16).toUpperCase()}`;

/** The access key with which a request is signed; undefined without a signature. The signature is not checked. */
export const signedWith = ({ headers }: IncomingMessage): string | undefined =>
  /Credential=([^/,\s]+)\//.exec(headers.authorization ?? '')?.[1];
