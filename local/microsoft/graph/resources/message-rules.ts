import type { Address, SimulatedRule } from '../../mailbox.ts';
import { answerCollection } from '../collection.ts';
import type { Entity } from '../entity.ts';
import type { Resource } from '../graph-resource.ts';
import { folderId, openMailbox } from './mailbox-access.ts';

const recipients = (addresses: readonly Address[]) => addresses.map((emailAddress) => ({ emailAddress }));

/** Leaves out empty and false properties, as Exchange does. */
const withoutDefaults = (properties: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(properties).filter(
      ([, value]) => value !== undefined && value !== false && !(Array.isArray(value) && value.length === 0),
    ),
  );

const ruleEntity = (user: Parameters<typeof folderId>[0]): Entity<SimulatedRule> => ({
  type: 'microsoft.graph.messageRule',
  properties: {
    id: ({ id }) => id,
    displayName: ({ name }) => name,
    sequence: () => 1,
    isEnabled: ({ isEnabled }) => isEnabled,
    hasError: ({ hasError }) => hasError,
    isReadOnly: () => false,
    conditions: ({ conditions }) => (conditions === null ? null : withoutDefaults({ ...conditions })),
    actions: ({ actions }) =>
      withoutDefaults({
        ...actions,
        forwardTo: recipients(actions.forwardTo ?? []),
        redirectTo: recipients(actions.redirectTo ?? []),
        forwardAsAttachmentTo: recipients(actions.forwardAsAttachmentTo ?? []),
        moveToFolder: actions.moveToFolder === undefined ? undefined : folderId(user, actions.moveToFolder),
      }),
  },
});

/** Rules of the inbox, all of them at once. https://learn.microsoft.com/graph/api/mailfolder-list-messagerules */
export const messageRules: Resource = {
  template: '/users/{id}/mailFolders/inbox/messageRules',
  service: 'outlook',
  mailboxParam: 'id',
  scopes: ['MailboxSettings.Read', 'MailboxSettings.ReadWrite'],
  refusal: 'exchange',
  answer(call) {
    const opened = openMailbox(call);
    if (opened.refused !== undefined) return opened.refused;
    const { user, mailbox } = opened;
    return answerCollection(call, {
      entity: ruleEntity(user),
      items: mailbox.rules,
      context: `users('${user.id}')/mailFolders('inbox')/messageRules`,
      options: [],
      pageSize: { usual: 1000, max: 1000 },
    });
  },
};
