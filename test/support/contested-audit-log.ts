import type { MspScope } from '#shared/kernel/scope.ts';
import { type AuditLog, auditLog } from '#shared/store/audit-log.ts';
import type { Table } from '#shared/store/table.ts';
import { caller } from './numbered-msps.ts';

export interface ContestedAuditLog {
  readonly audit: AuditLog;
  /** From now on another writer moves the head before every write that would move it. */
  begin(): void;
  end(): void;
}

interface Command {
  readonly input: {
    readonly TransactItems?: readonly { readonly Put?: { readonly Item?: { readonly sk?: string } } }[];
  };
}

const movesHead = ({ input }: Command): boolean =>
  input.TransactItems?.some(({ Put }) => Put?.Item?.sk === 'HEAD') ?? false;

/** The audit log of an MSP in the real table, with another writer who is always first while the contest lasts. */
export const contestedAuditLog = (table: Table, scope: MspScope): ContestedAuditLog => {
  const { client } = table;
  const other = auditLog(table);
  const entry = { action: 'token.used', target: 'pat_x', outcome: 'done', requestId: 'other' } as const;
  let isContested = false;
  const send = async (command: Command): Promise<unknown> => {
    if (isContested && movesHead(command)) await other.append(scope, { ...entry, memberId: caller('admin').memberId });
    return client.send(command as never); // one of the document client's own commands
  };
  return {
    audit: auditLog({ ...table, client: Object.assign(Object.create(client), { send }) }),
    begin() {
      isContested = true;
    },
    end() {
      isContested = false;
    },
  };
};
