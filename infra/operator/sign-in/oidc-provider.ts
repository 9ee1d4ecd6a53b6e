import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { secureUrl } from './stage-addresses.ts';

/** Limit of every request to the issuer and the API. */
export const requestTimeoutMilliseconds = 10_000;

/** What a sign-in needs to know about an issuer. */
export interface OidcProvider {
  readonly issuer: string;
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  readonly keys: JWTVerifyGetKey;
  /** Whether the issuer names itself beside the code. https://datatracker.ietf.org/doc/html/rfc9207 */
  readonly namesItself: boolean;
}

/** https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata */
const Metadata = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
  authorization_response_iss_parameter_supported: z.boolean().default(false),
});

const readMetadata = async (issuer: string): Promise<z.output<typeof Metadata>> => {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  try {
    const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(requestTimeoutMilliseconds) });
    if (!answer.ok) throw new Error(`it answered ${answer.status}`);
    return Metadata.parse(await answer.json());
  } catch (cause) {
    throw new Error(`the issuer does not answer at ${url}: check its address and the network`, { cause });
  }
};

/** Finds the endpoints of an issuer by discovery. Throws if they are those of another issuer, or not safe. */
export const discoverProvider = async (issuer: string, stage: string): Promise<OidcProvider> => {
  const metadata = await readMetadata(secureUrl('issuer', issuer, stage));
  if (metadata.issuer !== issuer) {
    throw new Error(`the issuer calls itself ${metadata.issuer}, not ${issuer}: check the address of the issuer`);
  }
  const endpoint = (url: string): string => secureUrl('issuer', url, stage);
  return {
    issuer,
    authorizationEndpoint: endpoint(metadata.authorization_endpoint),
    tokenEndpoint: endpoint(metadata.token_endpoint),
    keys: createRemoteJWKSet(new URL(endpoint(metadata.jwks_uri)), { timeoutDuration: requestTimeoutMilliseconds }),
    namesItself: metadata.authorization_response_iss_parameter_supported,
  };
};
