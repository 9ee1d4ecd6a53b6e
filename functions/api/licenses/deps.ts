import type { ViewPorts } from '#shared/book/read-postures.ts';
import type { SavingsLedger } from '#shared/store/savings-ledger-store.ts';

export interface Deps extends ViewPorts {
  readonly savings: Pick<SavingsLedger, 'ofTenant'>;
}
