import { type ConnectionChanges, connectionChanges } from './connection-changes.ts';
import { connectionParts } from './connection-entity.ts';
import { type ConnectionObservations, connectionObservations } from './connection-observations.ts';
import { type ConnectionReads, connectionReads } from './connection-reads.ts';
import type { Table } from './table.ts';

export type { NewConnectionFields } from './connection-changes.ts';
export { Connection } from './connection-record.ts';

/** The connections of MSPs: how they are read, what people change of them, and what is learned about them. */
export interface Connections extends ConnectionReads, ConnectionChanges, ConnectionObservations {}

export const connections = (table: Table): Connections => {
  const parts = connectionParts(table);
  const reads = connectionReads(parts);
  return { ...reads, ...connectionChanges(parts, reads), ...connectionObservations(parts, reads) };
};
