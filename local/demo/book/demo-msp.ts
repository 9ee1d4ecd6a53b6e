import type { Address } from '#local/microsoft/mailbox.ts';

/** The demo MSP and its three members. Their addresses are technicians' mailboxes, so that each sees their own mail. */
export const demoMsp = {
  name: 'Northgate IT',
  domain: 'northgate-it.example',
  members: {
    admin: 'ines.falk@northgate-it.example',
    member: 'milo.keane@northgate-it.example',
    viewer: 'uma.hollis@northgate-it.example',
  },
} as const;

/** The allow-list: two technicians and their shared mailbox. The viewer's mailbox is not on it. */
export const technicianMailboxes = [
  demoMsp.members.admin,
  demoMsp.members.member,
  `helpdesk@${demoMsp.domain}`,
] as const;

export const ines: Address = { name: 'Ines Falk', address: demoMsp.members.admin };
export const milo: Address = { name: 'Milo Keane', address: demoMsp.members.member };
export const uma: Address = { name: 'Uma Hollis', address: demoMsp.members.viewer };
export const helpdesk: Address = { name: 'Helpdesk', address: `helpdesk@${demoMsp.domain}` };
