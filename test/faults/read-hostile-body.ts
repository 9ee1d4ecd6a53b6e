import { bodyOnDemand } from '#shared/communications/body-on-demand.ts';
import { messageParticipants } from '#shared/communications/participants.ts';
import { CustomerId } from '#shared/kernel/ids.ts';
import { auditLog } from '#shared/store/audit-log.ts';
import { messageCopy } from '#test/support/communication-copies.ts';
import { startDynamoDb } from '#test/support/dynamodb.ts';
import { caller } from '#test/support/numbered-msps.ts';
import { cleanups, outcomeOf } from './client-harness.ts';

/** On one core at a third of its speed this is three seconds. */
const mostProcessorSeconds = 1;

/** What reading a message with this HTML ends with, the processor time that it took, and the rows of the audit log. */
export const readHostileBody = async (content: string): Promise<string> => {
  const dynamoDb = await startDynamoDb();
  cleanups.push(() => dynamoDb.stop());
  const { table } = dynamoDb;
  const audit = auditLog(table);
  const technician = caller('admin');
  const request = {
    caller: technician,
    customerId: CustomerId.parse('cus_00000000000000000000000001'),
    itemId: 'item-1',
    requestId: 'request-1',
    action: 'message-body.read',
  } as const;
  const ports = {
    consumeRateLimit: async () => ({}),
    copiesOf: async () => [messageCopy()],
    ownAddresses: async () => new Set([technician.email]),
    participantsOf: messageParticipants,
    audit,
    fetch: async () => ({ contentType: 'html', content }) as const,
    clock: table.clock,
  };
  const before = process.cpuUsage();
  const outcome = await outcomeOf(async () => {
    await bodyOnDemand(request, ports);
    return 'answered';
  });
  const { user, system } = process.cpuUsage(before);
  const time = (user + system) / 1e6 <= mostProcessorSeconds ? 'within' : 'after';
  const rows = (await audit.newest(technician, { limit: 10 })).map((row) => row.outcome).toReversed();
  return `${outcome} ${time} ${mostProcessorSeconds} s of processor time; audit rows ${rows.join(', ')}`;
};
