import { sessionLifetime } from "./sessions";

/** What else a browser holds the cookie to: no script reads it, no other site sends it, and it ends with its session. */
export const cookieLimits = {
  httpOnly: true,
  sameSite: "Strict",
  maxAge: sessionLifetime / 1_000,
} as const;

/**
 * Name and scope of the cookie that carries a session. Browsers give a host's cookies to all its ports, and on this machine
 * several servers may run. A name that begins with "__Host-" can't be set by another host of the same domain, nor without TLS.
 *
 * @param host as the browser asks for it, with its port
 * @param isNear whether the browser is on this machine, where nothing encrypts
 * @param root path of the console page
 */
export function sessionCookie(host: string, isNear: boolean, root: string) {
  const [, port = "default"] = /:(\d+)$/.exec(host) ?? [];
  const name = `tencentrtc-console-${port}`;
  return isNear ? { name, path: root, secure: false } : { name: `__Host-${name}`, path: "/", secure: true };
}
