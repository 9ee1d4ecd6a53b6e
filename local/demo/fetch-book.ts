import { type components, everyItem, vectisClient } from '#client/index.ts';

type BookCustomer = components['schemas']['BookCustomer'];

/** What is printed of a customer of the book. */
export interface BookRow
  extends Pick<
    BookCustomer,
    'customerId' | 'name' | 'open' | 'mfaCapablePercent' | 'secureScorePercent' | 'stale' | 'dataAsOf'
  > {
  readonly worst: Pick<components['schemas']['Finding'], 'severity' | 'problem' | 'summary'> | null;
  readonly surfaces: Readonly<Record<string, { readonly state: string; readonly optional?: boolean }>>;
}

/** Fetches every page of the book from the API, worst first. */
export const fetchBook = (apiUrl: string, token: string): Promise<readonly BookRow[]> =>
  Array.fromAsync(everyItem(vectisClient({ baseUrl: apiUrl, token }), '/v1/book/customers'));
