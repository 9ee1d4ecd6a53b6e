import { type Folder, folders } from '../../mailbox.ts';
import type { SimulatedMailbox, SimulatedUser } from '../../tenant.ts';
import type { Entity } from '../entity.ts';
import { graphError } from '../graph-errors.ts';
import { pathParam, type Resource } from '../graph-resource.ts';
import { answerSingle } from '../single-object.ts';
import { folderId, openMailbox } from './mailbox-access.ts';

interface FolderOfMailbox {
  readonly folder: Folder;
  readonly user: SimulatedUser;
  readonly mailbox: SimulatedMailbox;
}

const displayNames: Record<Folder, string> = {
  inbox: 'Inbox',
  sentitems: 'Sent Items',
  drafts: 'Drafts',
  deleteditems: 'Deleted Items',
  junkemail: 'Junk Email',
  archive: 'Archive',
};

const inFolder = ({ folder, mailbox }: FolderOfMailbox) =>
  mailbox.messages.filter((message) => message.folder === folder);

const folderEntity: Entity<FolderOfMailbox> = {
  type: 'microsoft.graph.mailFolder',
  always: ['id'],
  properties: {
    id: ({ folder, user }) => folderId(user, folder),
    displayName: ({ folder }) => displayNames[folder],
    parentFolderId: ({ user }) => folderId(user, 'msgfolderroot'),
    childFolderCount: () => 0,
    unreadItemCount: (item) => inFolder(item).filter(({ isRead }) => !isRead).length,
    totalItemCount: (item) => inFolder(item).length,
    sizeInBytes: (item) => inFolder(item).reduce((sum, { text }) => sum + text.length, 0),
    isHidden: () => false,
  },
};

/** By well-known name, in any case, or by id. https://learn.microsoft.com/graph/api/mailfolder-get */
export const mailFolder: Resource = {
  template: '/users/{id}/mailFolders/{folderId}',
  service: 'outlook',
  mailboxParam: 'id',
  scopes: ['Mail.ReadBasic.All', 'Mail.Read', 'Mail.ReadWrite'],
  refusal: 'exchange',
  answer(call) {
    const opened = openMailbox(call);
    if (opened.refused !== undefined) return opened.refused;
    const { user, mailbox } = opened;
    const wanted = pathParam(call, 'folderId');
    const folder = folders.find((name) => name === wanted.toLowerCase() || folderId(user, name) === wanted);
    if (folder === undefined) {
      return graphError(404, 'ErrorItemNotFound', 'The specified object was not found in the store.', call.now);
    }
    const context = `users('${user.id}')/mailFolders*/$entity`;
    return answerSingle(call, { entity: folderEntity, item: { folder, user, mailbox }, context });
  },
};
