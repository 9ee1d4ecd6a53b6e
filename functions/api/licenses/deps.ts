import type { ViewPorts } from '#shared/book/read-postures.ts';
import type { SavingsLedger } from '#shared/store/savings-ledger.ts';

export interface Deps extends ViewPorts {
  readonly savings: Pick<SavingsLedger, 'ofTenant'>;
}
