import { z } from 'zod';
import type { MspScope } from '#shared/kernel/scope.ts';
import { TextLine } from '#shared/kernel/text.ts';
import type { Customer, Customers } from '#shared/store/customer-store.ts';
import { type ToolContext, ToolRefusal } from './tool.ts';

/** A customer. Members of the MSP choose its name. */
export const CustomerRef = z.object({ customerId: z.string(), name: z.string() });

export const customerRef = ({ customerId, name }: Customer): z.input<typeof CustomerRef> => ({ customerId, name });

/** The customer that the arguments of a tool name. Its schema requires one. */
export const namedCustomer = ({ customer }: Pick<ToolContext, 'customer'>): Customer => {
  if (customer === undefined) throw new ToolRefusal('customer-needed', 'name a customer');
  return customer;
};

/** The argument that names a customer. */
export const CustomerArgument = TextLine.min(1)
  .max(200)
  .meta({ description: 'The name of a customer, the beginning of one of its words, or its id.' });

const candidatesNamed = 20;

/** Lower case, without accents and punctuation. */
const wordsOf = (text: string): readonly string[] =>
  text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

const isNamed = ({ name }: Customer, wanted: readonly string[]): boolean => {
  const words = wordsOf(name);
  return wanted.length > 0 && wanted.every((each) => words.some((word) => word.startsWith(each)));
};

const isExactly = ({ name, customerId }: Customer, given: string): boolean =>
  customerId === given || wordsOf(name).join(' ') === wordsOf(given).join(' ');

/**
 * The one customer of the caller's book with this id or name, else the one whose name has words that begin like these.
 * Throws a refusal with candidates where there is none, or more than one.
 */
export const findCustomer = async (
  scope: MspScope,
  given: string,
  { list }: Pick<Customers, 'list'>,
): Promise<Customer> => {
  const customers = await list(scope);
  const exact = customers.filter((customer) => isExactly(customer, given));
  const found = exact.length > 0 ? exact : customers.filter((customer) => isNamed(customer, wordsOf(given)));
  const [first, ...others] = found;
  if (first !== undefined && others.length === 0) return first;
  const named = first === undefined ? customers : found;
  const candidates = named.toSorted((one, other) => (one.name < other.name ? -1 : 1)).map(customerRef);
  const more = { candidates: candidates.slice(0, candidatesNamed), candidatesTotal: candidates.length };
  throw first === undefined
    ? new ToolRefusal('unknown-customer', 'no customer of the book has this name; name one of the candidates', more)
    : new ToolRefusal('ambiguous-customer', 'several customers match; name one of the candidates by its id', more);
};
