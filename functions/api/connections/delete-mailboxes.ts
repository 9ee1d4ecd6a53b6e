import type { MspScope } from '#shared/kernel/scope.ts';
import type { Connection } from '#shared/store/connection-record.ts';
import type { Deps } from './deps.ts';

/** Deletes the mail and meetings that came through these mailboxes alone. */
export const deleteMailboxes = async (
  scope: MspScope,
  connection: Connection,
  mailboxes: Connection['mailboxes'],
  { deleteMailboxData }: Pick<Deps, 'deleteMailboxData'>,
): Promise<void> => {
  for (const { mailboxId } of mailboxes) await deleteMailboxData(scope, connection, mailboxId);
};
