import type { z } from 'zod';
import type { Erasure } from '#shared/store/erasure-store.ts';
import type { ErasureAnswer } from './contract.ts';

type Answer = z.input<typeof ErasureAnswer>;

const always: Answer['kept'] = [
  {
    what: 'backups of the table',
    why: 'The table can be restored to any second of the last 35 days. After a restore the erasure must be asked for again.',
    days: 35,
  },
  {
    what: 'rows of the audit log',
    why: 'They hold opaque ids, no address and no name, and removing one would break the proof that none was changed.',
    days: null,
  },
];

const ofAddress: Answer['kept'] = [
  {
    what: 'directory records of connected tenants',
    why: 'Accounts of a client are read from its directory for as long as they are in it. They go with the connection.',
    days: null,
  },
  { what: 'a hash of the address', why: 'It keeps the next reading from bringing the person back.', days: null },
];

const ofCustomer: Answer['kept'] = [
  {
    what: 'tenants that are linked to another customer too, and the own tenant of the MSP',
    why: 'They belong to somebody else as well. Remove the connection to forget the tenant.',
    days: null,
  },
];

/** The receipt as its reader gets it, with what still exists. */
export const toAnswer = ({ mspId: _own, ...erasure }: Erasure): Answer => ({
  ...erasure,
  kept: [...always, ...(erasure.kind === 'address' ? ofAddress : ofCustomer)],
});
