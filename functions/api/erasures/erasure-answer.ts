import type { z } from 'zod';
import type { Erasure } from '#shared/store/erasure-store.ts';
import type { ErasureAnswer } from './contract.ts';

type Answer = z.input<typeof ErasureAnswer>;

const always: Answer['kept'] = [
  {
    what: 'backups of the table',
    why: 'The table can be restored to any second of the last 35 days. After a restore, repeat the erasure.',
    days: 35,
  },
  {
    what: 'rows of the audit log',
    why: 'They hold opaque ids, no address and no name. Removing one would break the proof that no row was changed.',
    days: null,
  },
];

const ofAddress: Answer['kept'] = [
  {
    what: 'directory records of connected tenants',
    why: 'Accounts are read from the directory of the customer for as long as they exist there. They are deleted with the connection.',
    days: null,
  },
  { what: 'a hash of the address', why: 'It keeps the next sync from storing the person again.', days: null },
];

const ofCustomer: Answer['kept'] = [
  {
    what: 'tenants that are also linked to another customer, and the own tenant of the MSP',
    why: 'They belong to another party as well. Delete the connection to delete the data of the tenant.',
    days: null,
  },
];

/** The receipt in the form of the API, with what still exists. */
export const toAnswer = ({ mspId: _own, ...erasure }: Erasure): Answer => ({
  ...erasure,
  kept: [...always, ...(erasure.kind === 'address' ? ofAddress : ofCustomer)],
});
