import { addSeconds, type Clock } from '#shared/kernel/clock.ts';
import type { Credential } from '#shared/kernel/credential.ts';
import type { Secret } from '#shared/kernel/secret.ts';
import { anyRole } from '#shared/permissions/access.ts';
import type { Stranger } from '#shared/posture/probe-candidates.ts';
import type { MailboxPort } from '#shared/surfaces/define-surface.ts';
import { type ConnectVerdict, connectTest } from './connect-test.ts';
import { renewedTokens } from './credential-rotation.ts';
import { openGraphClient } from './graph-client.ts';
import { type Body, type BodyOf, eventBody, messageBody } from './item-body.ts';
import { type Confinement, confinedTo } from './mailbox-guard.ts';
import { type Cloud, transport as deployedTransport, originsOf, type Transport } from './origins.ts';
import { type CountingReader, openReader } from './reader.ts';
import { throttleOf } from './throttle-windows.ts';
import { type TokenWindow, tokenBucket } from './token.ts';
import { tokensOf } from './token-cache.ts';
import { rolesIn, tenantIn } from './token-claims.ts';
import { probeMailbox, probing } from './unlisted-mailbox-probe.ts';
import { type Pace, patiently, sleep } from './with-retry.ts';

export interface MicrosoftOptions {
  readonly credential: Credential;
  /** Where the credential is kept: asked once, past every cache, when Entra refuses the one that was given. */
  readonly renew?: () => Promise<Credential>;
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
  prove(): Promise<void>;
  /** Asks for a token now, and says what stands in it. */
  admission(): Promise<Admission>;
  connectTest(reads: readonly ('posture' | 'communications')[]): Promise<ConnectVerdict>;
  messageBody(of: BodyOf): Promise<Body>;
  eventBody(of: BodyOf): Promise<Body>;
  /** Asks for the inbox of somebody who is not on the allow-list, to see it refused. Throws where the answer is neither yes nor no. */
  probe(stranger: Stranger): Promise<'refused' | 'let-in'>;
}

/** Both undefined where the token cannot be read. */
export interface Admission {
  readonly tenantId: string | undefined;
  readonly roles: readonly string[] | undefined;
}

const defaultSeconds = 20;

/** The way to one tenant at Microsoft. Nothing is sent before it is asked something. */
export const openMicrosoft = (options: MicrosoftOptions): Microsoft => {
  const { credential, tenantId, clientId, cloud, mailboxes, clock, priority = 'low' } = options;
  const transport = options.transport ?? deployedTransport;
  const tokenOf = (held: Credential, fresh: boolean) =>
    tokensOf({ credential: held, tenantId, clientId, cloud }, transport, clock).token(options.tokenWindow, { fresh });
  const tokens = { token: renewedTokens(credential, tokenOf, options.renew) };
  const graphOrigin = originsOf(cloud).graph;

  const paceUntil = (deadlineAt: Date): Pace => ({
    clock,
    throttle: throttleOf(`${cloud} ${tenantId}`, clock),
    deadlineAt,
    random: options.random ?? Math.random,
    sleep: options.sleep ?? sleep,
  });

  const pace = (deadlineAt = options.deadlineAt): Pace =>
    paceUntil(deadlineAt ?? addSeconds(clock.now(), defaultSeconds));

  const token = (fresh: boolean): Promise<Secret> => patiently(pace(), tokenBucket, () => tokens.token(fresh));

  const roles = async ({ fresh = false } = {}): Promise<readonly string[]> => rolesIn(await token(fresh)) ?? [anyRole];

  const open = (confine: Confinement, deadlineAt?: Date): CountingReader => {
    const parts = { pace: pace(deadlineAt), graphOrigin };
    const client = openGraphClient({ tokens, transport, pace: parts.pace, priority });
    return openReader({ client, ...parts }, confine);
  };

  const reader: Microsoft['reader'] = (surface, deadlineAt) =>
    open(confinedTo(mailboxes, surface?.mailboxPort), deadlineAt);

  return {
    roles,
    reader,
    prove: async () => {
      await token(true);
    },
    admission: async () => {
      const fresh = await token(true);
      return { tenantId: tenantIn(fresh), roles: rolesIn(fresh) };
    },
    connectTest: (reads) =>
      connectTest({ tenantId, mailboxes, reads, freshRoles: () => roles({ fresh: true }), graph: reader() }),
    messageBody: (of) => messageBody(reader(), of),
    eventBody: (of) => eventBody(reader(), of),
    probe: (stranger) => probeMailbox(open(probing(mailboxes, stranger)), stranger),
  };
};
