/** The result of work that has begun; throws `expired()` where it takes longer. The work itself is not stopped. */
export const withTimeBox = async <Result>(
  milliseconds: number,
  work: Promise<Result>,
  expired: () => Error,
): Promise<Result> => {
  let timer: NodeJS.Timeout | undefined;
  const expiry = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(expired()), milliseconds);
  });
  try {
    return await Promise.race([work, expiry]);
  } finally {
    clearTimeout(timer);
  }
};
