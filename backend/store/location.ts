import { addressOf } from "./postgres/address";

/** Where a backend's database is: a file of this machine, or a PostgreSQL database by its URL. */
export type Location = { readonly file: string } | { readonly url: string };

/** What messages call a location: the path, or the URL without user, password and parameters. */
export const placeOf = (location: Location): string =>
  "url" in location ? addressOf(location.url).place : location.file;
