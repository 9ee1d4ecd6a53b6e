/** A list in a view holds the first of its items, and a number beside it says how many there are: no answer grows with the tenant. */
export const maxItems = 100;
