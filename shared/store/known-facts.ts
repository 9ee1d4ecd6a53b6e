import { hash as hashOf } from 'node:crypto';

/**
 * What a sync knows about the stored facts and which of them it has read: their ids and content hashes. It stores
 * digests in typed arrays, about 45 bytes per fact however long the ids are, because a sync of 25,000 users must not
 * need more memory than one of 1,000.
 *
 * An id and a content are each represented by 16 bytes of a SHA-256, so two different ones are taken for equal in about
 * one of 2^128 cases.
 */
export interface KnownFacts {
  /** Records a fact that is stored in the table. */
  noteStored(factId: string, hash: string): void;
  /** Records a fact that was read; returns whether the stored one is different or missing. */
  noteRead(factId: string, hash: string): boolean;
  /** Records a stored fact as read, whatever its content; false where none with this id is stored. */
  noteKept(factId: string): boolean;
  wasRead(factId: string): boolean;
  /** The number of different ids that were read. */
  readCount(): number;
  /** The number of stored ids that were not read. */
  unreadCount(): number;
}

const digestBytes = 16;
/** One entry: the digests of an id and its content, and whether the fact was read. */
const entryBytes = 2 * digestBytes + 1;
/** Entries are allocated in chunks, so that nothing is copied when more of them arrive than expected. */
const entriesInChunk = 512;
const maxLoadFactor = 3 / 4;
const emptyBuffer = Buffer.alloc(0);

export const openKnownFacts = (): KnownFacts => {
  const chunks: Buffer[] = [];
  /**
   * Open addressing: the number of an entry, counted from one, is in the slot that its id hashes to or in one of the
   * next slots.
   */
  let slots = new Uint32Array(64);
  let entries = 0;
  let read = 0;

  const entryAt = (entry: number): Buffer => {
    if (chunks.length * entriesInChunk <= entry) chunks.push(Buffer.alloc(entriesInChunk * entryBytes));
    const start = (entry % entriesInChunk) * entryBytes;
    return chunks[Math.floor(entry / entriesInChunk)]?.subarray(start, start + entryBytes) ?? emptyBuffer;
  };
  const slotOf = (id: Buffer): number => {
    const mask = slots.length - 1;
    for (let slot = id.readUInt32LE(0) & mask; ; slot = (slot + 1) & mask) {
      const entry = slots[slot] ?? 0;
      if (entry === 0 || entryAt(entry - 1).compare(id, 0, digestBytes, 0, digestBytes) === 0) return slot;
    }
  };
  const growIfFull = (): void => {
    if (entries + 1 <= slots.length * maxLoadFactor) return;
    slots = new Uint32Array(slots.length * 2);
    for (let entry = 0; entry < entries; entry += 1) slots[slotOf(entryAt(entry))] = entry + 1;
  };
  const find = (id: Buffer): Buffer | undefined => {
    const entry = slots[slotOf(id)] ?? 0;
    return entry === 0 ? undefined : entryAt(entry - 1);
  };
  const put = (id: Buffer, content: Buffer): Buffer => {
    growIfFull();
    slots[slotOf(id)] = entries + 1;
    const entry = entryAt(entries);
    entries += 1;
    entry.set(id);
    entry.set(content, digestBytes);
    return entry;
  };
  const markRead = (entry: Buffer): void => {
    read += 1 - (entry[2 * digestBytes] ?? 0);
    entry[2 * digestBytes] = 1;
  };

  return {
    noteStored(factId, hash) {
      put(digestOf(factId), digestOf(hash));
    },
    noteRead(factId, hash) {
      const [id, content] = [digestOf(factId), digestOf(hash)];
      const known = find(id);
      const entry = known ?? put(id, content);
      markRead(entry);
      const isSame = entry.compare(content, 0, digestBytes, digestBytes, 2 * digestBytes) === 0;
      entry.set(content, digestBytes);
      return known === undefined || !isSame;
    },
    noteKept(factId) {
      const entry = find(digestOf(factId));
      if (entry !== undefined) markRead(entry);
      return entry !== undefined;
    },
    wasRead: (factId) => find(digestOf(factId))?.[2 * digestBytes] === 1,
    readCount: () => read,
    unreadCount: () => entries - read,
  };
};

const digestOf = (text: string): Buffer => hashOf('sha256', text, 'buffer').subarray(0, digestBytes);
