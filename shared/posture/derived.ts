import type { Posture } from './posture.ts';

/** Memoizes a function of a posture: it is computed once for each posture object. */
export const derived = <View>(compute: (posture: Posture) => View): ((posture: Posture) => View) => {
  const kept = new WeakMap<Posture, { readonly view: View }>();
  return (posture) => {
    const known = kept.get(posture);
    if (known !== undefined) return known.view;
    const view = compute(posture);
    kept.set(posture, { view });
    return view;
  };
};
