import { addSeconds, type Clock } from '#shared/kernel/clock.ts';
import type { Cloud } from '#shared/kernel/cloud.ts';
import type { Credential } from '#shared/kernel/credential.ts';
import type { Secret } from '#shared/kernel/secret.ts';
import { anyRole } from '#shared/permissions/access.ts';
import type { ProbeCandidate } from '#shared/posture/probe-candidates.ts';
import type { MailboxPort } from '#shared/surfaces/define-surface.ts';
import { withCredentialRotation } from './credential-rotation.ts';
import { openGraphClient } from './graph-client.ts';
import { eventBody, type ItemBody, type ItemReference, messageBody } from './item-body.ts';
import { type Confinement, confinedTo } from './mailbox-guard.ts';
import { cloudOrigins, transport as deployedTransport, type Transport } from './origins.ts';
import { type CountingReader, openReader } from './reader.ts';
import { throttleOfTenant } from './throttle-windows.ts';
import { type TokenWindow, tokenBucket } from './token.ts';
import { cachedTokens } from './token-cache.ts';
import { rolesInToken, tenantInToken } from './token-claims.ts';
import { probeGuard, probeMailbox } from './unlisted-mailbox-probe.ts';
import { type RetryPolicy, sleep, withRetry } from './with-retry.ts';

export interface MicrosoftOptions {
  readonly credential: Credential;
  /** Reads the credential from its store, past every cache. Called once when Entra refuses the given credential. */
  readonly rereadCredential?: () => Promise<Credential>;
  readonly tenantId: string;
  readonly clientId: string;
  readonly cloud: Cloud;
  /** The allow-list: user principal names. No other mailbox is read. */
  readonly mailboxes: readonly string[];
  readonly clock: Clock;
  /** Throttle window of the tenant's token endpoint, shared by all processes. */
  readonly tokenWindow: TokenWindow;
  /** `high` where a person waits for the answer. The default `low` yields to those requests. */
  readonly priority?: 'low' | 'high';
  /** No request waits past it. Default: 20 s from now. */
  readonly deadlineAt?: Date;
  /** For tests. */
  readonly transport?: Transport;
  readonly random?: () => number;
  readonly sleep?: (seconds: number) => Promise<void>;
}

export interface Microsoft {
  /**
   * Permissions in the token. `fresh` requests a new token, which includes recent consents. Throws what the credential
   * was refused with.
   */
  roles(options?: { readonly fresh?: boolean }): Promise<readonly string[]>;
  /** Reads Graph, restricted to the allow-list and to the surface's mailbox port. */
  reader(surface?: { readonly mailboxPort?: MailboxPort | undefined }, deadlineAt?: Date): CountingReader;
  /** Requests a token and throws the refusal, if any. */
  verifyCredential(): Promise<void>;
  /** Requests a token and returns its claims. */
  tokenClaims(): Promise<TokenClaims>;
  messageBody(item: ItemReference): Promise<ItemBody>;
  eventBody(item: ItemReference): Promise<ItemBody>;
  /**
   * Requests the inbox of a user who is not on the allow-list, which should be refused. Throws where the answer proves
   * neither result.
   */
  probe(candidate: ProbeCandidate): Promise<'refused' | 'allowed'>;
}

/** Both are undefined where the token cannot be read. */
export interface TokenClaims {
  readonly tenantId: string | undefined;
  readonly roles: readonly string[] | undefined;
}

const defaultSeconds = 20;

/** Opens one tenant at Microsoft. Nothing is sent before a method is called. */
export const openMicrosoft = (options: MicrosoftOptions): Microsoft => {
  const { credential, tenantId, clientId, cloud, mailboxes, clock, priority = 'low' } = options;
  const transport = options.transport ?? deployedTransport;
  const tokenFor = (held: Credential, fresh: boolean) =>
    cachedTokens({ credential: held, tenantId, clientId, cloud }, transport, clock).token(options.tokenWindow, {
      fresh,
    });
  const tokens = { token: withCredentialRotation(credential, tokenFor, options.rereadCredential) };
  const graphOrigin = cloudOrigins(cloud).graph;

  const makeRetryPolicy = (deadlineAt: Date): RetryPolicy => ({
    clock,
    throttle: throttleOfTenant(`${cloud} ${tenantId}`, clock),
    deadlineAt,
    random: options.random ?? Math.random,
    sleep: options.sleep ?? sleep,
  });

  const retryPolicyUntil = (deadlineAt = options.deadlineAt): RetryPolicy =>
    makeRetryPolicy(deadlineAt ?? addSeconds(clock.now(), defaultSeconds));

  const token = (fresh: boolean): Promise<Secret> =>
    withRetry(retryPolicyUntil(), tokenBucket, () => tokens.token(fresh));

  const roles = async ({ fresh = false } = {}): Promise<readonly string[]> =>
    rolesInToken(await token(fresh)) ?? [anyRole];

  const open = (confine: Confinement, deadlineAt?: Date): CountingReader => {
    const parts = { retryPolicy: retryPolicyUntil(deadlineAt), graphOrigin };
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
    messageBody: (item) => messageBody(reader(), item),
    eventBody: (item) => eventBody(reader(), item),
    probe: (candidate) => probeMailbox(open(probeGuard(mailboxes, candidate)), candidate),
  };
};
