/** Whole cents of an amount as people read it. Amounts are exact to the cent, whatever a binary fraction makes of them. */
const centsOf = (dollars: number): number => Math.round(dollars * 100);

/** As people read it: two decimals, in the currency of the price list. */
export const dollarsOf = (cents: number): number => cents / 100;

/** Exact to the cent, in any order. Null where no amount is known; what is unknown beside known ones is left out, and said elsewhere. */
export const sumOfDollars = (amounts: readonly (number | null)[]): number | null => {
  const known = amounts.filter((amount) => amount !== null);
  return known.length === 0 ? null : dollarsOf(known.reduce((sum, amount) => sum + centsOf(amount), 0));
};
