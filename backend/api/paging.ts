import { z } from "zod";

/** What a request for one page of a long list says; an empty token asks for the first page. */
export const paged = (most: number) => ({
  PaginationToken: z.string().max(5_000).default(""),
  MaxResults: z.number().int().min(1).max(most).default(50),
});

/** Asks for the page after this one; empty on the last. */
export const PaginationToken = z.string();

/** Somebody who keeps making and deleting can't keep a reader at it for ever. */
const attempts = 5;

interface Page<Entry> {
  /** Number of entries in the whole list. */
  readonly count: number;
  readonly entries: readonly Entry[];
}

/**
 * Every entry of a list that is read by offsets: each page, and all pages again when the count has changed meanwhile,
 * since one that goes from an early page hides another.
 *
 * @param read answers the page that begins after so many entries
 * @returns undefined when the count doesn't keep still.
 */
export async function everyEntry<Entry>(
  read: (offset: number) => Promise<Page<Entry>>,
): Promise<Entry[] | undefined> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const { count, entries } = await read(0);
    const found = [...entries];
    while (found.length < count) {
      const page = await read(found.length);
      if (page.count !== count || page.entries.length === 0) break;
      found.push(...page.entries);
    }
    if (found.length >= count) return found;
  }
  return undefined;
}
