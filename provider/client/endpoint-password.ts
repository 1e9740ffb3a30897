export const isFile = (endpoint: string): boolean => endpoint.startsWith("file:");

/** An endpoint fit for messages: what may hold a password (user info, a query) is left out. */
export const shownEndpoint = (endpoint: string): string =>
  endpoint.replace(/\/\/.*@/s, "//").replace(/[?#].*$/s, "");

/** Whether a password stands in an endpoint: in its user info or its query, also where it can't be read as a URL. */
export function holdsPassword(endpoint: string): boolean {
  if (isFile(endpoint)) return false;
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  // A password that should have been encoded may cut the user info short.
  if (!url || url.pathname.includes("@")) return /\/\/.*:.*@/s.test(endpoint);
  return url.password !== "" || url.searchParams.has("password");
}

/** A `postgres://` endpoint with its password, which may be any text; it stands in the query, where every form takes it. */
export function withPassword(endpoint: string, password: string): string {
  if (!URL.canParse(endpoint)) return endpoint;
  const url = new URL(endpoint);
  url.searchParams.set("password", password);
  return url.href;
}
