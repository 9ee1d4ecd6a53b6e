/** Whole cents of an amount in dollars. Rounding makes the result exact despite binary fractions. */
const centsOf = (dollars: number): number => Math.round(dollars * 100);

/** Dollars with two decimals, in the currency of the price list. */
export const dollarsOf = (cents: number): number => cents / 100;

/** The sum, exact to the cent whatever the order. Unknown amounts are left out; the sum is null where none is known. */
export const sumOfDollars = (amounts: readonly (number | null)[]): number | null => {
  const known = amounts.filter((amount) => amount !== null);
  return known.length === 0 ? null : dollarsOf(known.reduce((sum, amount) => sum + centsOf(amount), 0));
};
