import { aMessage, anEvent, type EventOptions, type MessageOptions } from '#local/microsoft/generate/generate-mail.ts';
import { generateTenant } from '#local/microsoft/generate/generate-tenant.ts';
import { random } from '#local/microsoft/random.ts';
import type { SimulatedTenant } from '#local/microsoft/tenant.ts';

export const address = (mail: string) => ({ name: mail.split('@')[0] ?? mail, address: mail });

/** The tenant of an MSP whose first users have these addresses; the first user also has `alias`. */
export const mailTenant = (now: Date, addresses: readonly string[], alias?: string, seed = 4711): SimulatedTenant => {
  const tenant = generateTenant({
    seed,
    now,
    name: 'Northwind IT',
    domain: 'msp.example',
    users: addresses.length,
  });
  for (const [at, mail] of addresses.entries()) {
    Object.assign(tenant.users[at] ?? {}, {
      userPrincipalName: mail,
      mail,
      proxyAddresses: [`SMTP:${mail}`, ...(at === 0 && alias !== undefined ? [`smtp:${alias}`] : [])],
    });
  }
  return tenant;
};

const mailboxOf = (tenant: SimulatedTenant, mail: string) => {
  const mailbox = tenant.users.find(({ userPrincipalName }) => userPrincipalName === mail)?.mailbox;
  if (!mailbox) throw new Error(`${mail} has no mailbox in this tenant`);
  return mailbox;
};

const draw = random(4712);

/** Puts a message into a mailbox and returns it, so that a test can move or remove it. */
export const deliverMessage = (tenant: SimulatedTenant, owner: string, now: Date, options: MessageOptions) => {
  const message = aMessage(draw, now, options);
  const { messages } = mailboxOf(tenant, owner);
  messages.push(message);
  return { message, remove: () => void messages.splice(messages.indexOf(message), 1) };
};

export const addMeeting = (tenant: SimulatedTenant, owner: string, now: Date, options: EventOptions) => {
  const event = anEvent(draw, now, options);
  mailboxOf(tenant, owner).events.push(event);
  return event;
};

/** The credential part of a new connection to this tenant. */
export const connectionSignIn = ({ tenantId, applications: [application] }: SimulatedTenant) => ({
  tenantId,
  clientId: application?.appId ?? '',
  credential: { kind: 'secret', value: application?.secrets[0]?.value ?? '' },
});
