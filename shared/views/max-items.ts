/**
 * The longest list in a view. A total beside the list says how many there are, so that no response grows with the
 * tenant.
 */
export const maxItems = 100;
