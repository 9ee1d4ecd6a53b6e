/**
 * Makes `Date` of this thread follow the runtime's clock. It must run before handler code is loaded. Timers and
 * `performance` stay real, because they measure durations.
 */
export const followClock = (offsetBuffer: SharedArrayBuffer): void => {
  const offset = new BigInt64Array(offsetBuffer);
  const RealDate = Date;
  const now = (): number => RealDate.now() + Number(Atomics.load(offset, 0));

  const MovedDate = new Proxy(RealDate, {
    construct: (target, given, newTarget) => Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget),
    apply: () => new RealDate(now()).toString(),
    get: (target, key, receiver) => (key === 'now' ? now : Reflect.get(target, key, receiver)),
  });
  globalThis.Date = MovedDate;
};
