import { z } from "zod";

/** What a request for one page of a long list says; an empty token asks for the first page. */
export const paged = (most: number) => ({
  PaginationToken: z.string().max(5_000).default(""),
  MaxResults: z.number().int().min(1).max(most).default(50),
});

/** Asks for the page after this one; empty on the last. */
export const PaginationToken = z.string();
