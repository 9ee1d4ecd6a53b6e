import { addSeconds, type Clock } from '#shared/kernel/clock.ts';
import type { Credential } from '#shared/kernel/credential.ts';
import type { Secret } from '#shared/kernel/secret.ts';
import { anyRole } from '#shared/permissions/access.ts';
import type { ProbeCandidate } from '#shared/posture/probe-candidates.ts';
import type { MailboxPort } from '#shared/surfaces/define-surface.ts';
import { type ConnectTestResult, connectTest } from './connect-test.ts';
import { withCredentialRotation } from './credential-rotation.ts';
import { openGraphClient } from './graph-client.ts';
import { eventBody, type ItemBody, type ItemReference, messageBody } from './item-body.ts';
import { type Confinement, confinedTo } from './mailbox-guard.ts';
import { type Cloud, cloudOrigins, transport as deployedTransport, type Transport } from './origins.ts';
import { type CountingReader, openReader } from './reader.ts';
import { throttleOfTenant } from './throttle-windows.ts';
import { type TokenWindow, tokenBucket } from './token.ts';
import { cachedTokens } from './token-cache.ts';
import { rolesInToken, tenantInToken } from './token-claims.ts';
import { probeGuard, probeMailbox } from './unlisted-mailbox-probe.ts';
import { type RetryPolicy, sleep, withRetry } from './with-retry.ts';

export interface MicrosoftOptions {
  readonly credential: Credential;
  /** Where the credential is kept: asked once, past every cache, when Entra refuses the one that was given. */
  readonly rereadCredential?: () => Promise<Credential>;
  readonly tenantId: string;
  readonly clientId: string;
  readonly cloud: Cloud;
  /** The allow-list: user principal names. No other mailbox is read, whoever asks. */
  readonly mailboxes: readonly string[];
  readonly clock: Clock;
  /** Of the tenant, for every process that asks for its tokens. */
  readonly tokenWindow: TokenWindow;
  /** `high` where a person waits for the answer; `low`, the default, gives way to such. */
  readonly priority?: 'low' | 'high';
  /** Nobody waits past it; 20 s from now unless said. */
  readonly deadlineAt?: Date;
  /** For tests. */
  readonly transport?: Transport;
  readonly random?: () => number;
  readonly sleep?: (seconds: number) => Promise<void>;
}

export interface Microsoft {
  /** Permissions in the token. `fresh` asks Entra anew, which is how consents since are seen. Throws what the credential was refused with. */
  roles(options?: { readonly fresh?: boolean }): Promise<readonly string[]>;
  /** Reads Graph, confined to the allow-list, and to what a surface's door lets through besides. */
  reader(surface?: { readonly mailboxPort?: MailboxPort | undefined }, deadlineAt?: Date): CountingReader;
  /** Asks for a token, and throws what Microsoft refused it with. */
  verifyCredential(): Promise<void>;
  /** Asks for a token now, and says what stands in it. */
  tokenClaims(): Promise<TokenClaims>;
  connectTest(reads: readonly ('posture' | 'communications')[]): Promise<ConnectTestResult>;
  messageBody(of: ItemReference): Promise<ItemBody>;
  eventBody(of: ItemReference): Promise<ItemBody>;
  /** Asks for the inbox of somebody who is not on the allow-list, to see it refused. Throws where the answer is neither yes nor no. */
  probe(stranger: ProbeCandidate): Promise<'refused' | 'let-in'>;
}

/** Both undefined where the token cannot be read. */
export interface TokenClaims {
  readonly tenantId: string | undefined;
  readonly roles: readonly string[] | undefined;
}

const defaultSeconds = 20;

/** The way to one tenant at Microsoft. Nothing is sent before it is asked something. */
export const openMicrosoft = (options: MicrosoftOptions): Microsoft => {
  const { credential, tenantId, clientId, cloud, mailboxes, clock, priority = 'low' } = options;
  const transport = options.transport ?? deployedTransport;
  const tokenOf = (held: Credential, fresh: boolean) =>
    cachedTokens({ credential: held, tenantId, clientId, cloud }, transport, clock).token(options.tokenWindow, {
      fresh,
    });
  const tokens = { token: withCredentialRotation(credential, tokenOf, options.rereadCredential) };
  const graphOrigin = cloudOrigins(cloud).graph;

  const paceUntil = (deadlineAt: Date): RetryPolicy => ({
    clock,
    throttle: throttleOfTenant(`${cloud} ${tenantId}`, clock),
    deadlineAt,
    random: options.random ?? Math.random,
    sleep: options.sleep ?? sleep,
  });

  const pace = (deadlineAt = options.deadlineAt): RetryPolicy =>
    paceUntil(deadlineAt ?? addSeconds(clock.now(), defaultSeconds));

  const token = (fresh: boolean): Promise<Secret> => withRetry(pace(), tokenBucket, () => tokens.token(fresh));

  const roles = async ({ fresh = false } = {}): Promise<readonly string[]> =>
    rolesInToken(await token(fresh)) ?? [anyRole];

  const open = (confine: Confinement, deadlineAt?: Date): CountingReader => {
    const parts = { retryPolicy: pace(deadlineAt), graphOrigin };
    const client = openGraphClient({ tokens, transport, retryPolicy: parts.retryPolicy, priority });
    return openReader({ client, ...parts }, confine);
  };

  const reader: Microsoft['reader'] = (surface, deadlineAt) =>
    open(confinedTo(mailboxes, surface?.mailboxPort), deadlineAt);

  return {
    roles,
    reader,
    verifyCredential: async () => {
      await token(true);
    },
    tokenClaims: async () => {
      const fresh = await token(true);
      return { tenantId: tenantInToken(fresh), roles: rolesInToken(fresh) };
    },
    connectTest: (reads) =>
      connectTest({ tenantId, mailboxes, reads, freshRoles: () => roles({ fresh: true }), graph: reader() }),
    messageBody: (of) => messageBody(reader(), of),
    eventBody: (of) => eventBody(reader(), of),
    probe: (stranger) => probeMailbox(open(probeGuard(mailboxes, stranger)), stranger),
  };
};
