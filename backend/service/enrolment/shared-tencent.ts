import type { Tencent } from "../../cloud";

/** Milliseconds after which nobody joins: the credentials of a role are good for half an hour. */
const joinedFor = 10 * 60_000;

interface Shared {
  readonly tencent: Tencent;
  readonly since: number;
  users: number;
}

/**
 * The ways to Tencent Cloud, shared by all who need them at once: sixty changes ask once whose the key pair is, and keep its
 * limits of calls a second between them.
 *
 * @param now milliseconds of a clock that only goes forward
 */
export function sharedTencent(
  open: (uin: string) => Tencent,
  now: () => number = () => performance.now(),
): (uin: string) => Tencent {
  const shared = new Map<string, Shared>();
  return (uin) => {
    const known = shared.get(uin);
    const one =
      known && now() - known.since < joinedFor ? known : { tencent: open(uin), since: now(), users: 0 };
    shared.set(uin, one);
    one.users += 1;
    let isOpen = true;
    const { tencent } = one;
    return {
      chat: tencent.chat,
      webhooks: tencent.webhooks,
      hasCredentials: tencent.hasCredentials,
      account: (...asked) => tencent.account(...asked),
      close: async () => {
        if (!isOpen) return;
        isOpen = false;
        one.users -= 1;
        if (one.users > 0) return;
        if (shared.get(uin) === one) shared.delete(uin);
        await tencent.close();
      },
    };
  };
}
