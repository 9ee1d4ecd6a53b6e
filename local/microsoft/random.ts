import { createHash } from 'node:crypto';

/** A seeded random generator: the same seed gives the same values on every machine. */
export interface Random {
  /** At least 0, less than 1. */
  next(): number;
  /** A whole number, both ends included. */
  between(from: number, to: number): number;
  pick<Item>(items: readonly Item[]): Item;
  shuffled<Item>(items: readonly Item[]): Item[];
  guid(): string;
  /** Letters and digits in both cases, as in Outlook's ids. */
  token(length: number): string;
}

/**
 * The generator Mulberry32: short, and uniform enough for names and dates.
 * https://github.com/bryc/code/blob/master/jshash/PRNGs.md
 */
const mulberry32 = (seed: number) => {
  let state = seed >>> 0;
  return (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

export const random = (seed: number): Random => {
  const next = mulberry32(seed);
  const between = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[between(0, items.length - 1)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  };
  const token = (length: number): string => Array.from({ length }, () => pick([...alphabet])).join('');
  const shuffled = <Item>(items: readonly Item[]): Item[] =>
    items
      .map((item) => ({ item, order: next() }))
      .sort((left, right) => left.order - right.order)
      .map(({ item }) => item);
  return { next, between, pick, shuffled, token, guid: () => guidOf(token(24)) };
};

/** A GUID derived from a text: the same text gives the same GUID. */
export const guidOf = (text: string): string => {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

/** A number derived from a text, at least 0 and less than 1. Use it where the order of calls varies. */
export const drawOf = (text: string): number =>
  createHash('sha256').update(text).digest().readUInt32BE(0) / 4_294_967_296;
