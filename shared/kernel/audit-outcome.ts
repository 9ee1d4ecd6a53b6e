/** The outcome of the first row of a pair. A second row with the same request, action and target completes the pair. */
export const openOutcome = 'requested';

/** The outcome of a pair whose second row was not written, because its function ended before. */
export const unknownOutcome = 'unknown';
