/** Whether only this machine can reach a host; an IPv6 address may stand in brackets, as in a URL. */
export const isLoopback = (host: string): boolean =>
  /^(?:(?:[a-z0-9-]+\.)*localhost|127(?:\.\d{1,3}){3}|::1|\[::1\])$/i.test(host);
