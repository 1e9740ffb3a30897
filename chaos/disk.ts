import type { Store } from "../backend/store";
import { BackendError } from "../backend/store";
import type { DatabaseFault } from "./faults";

const told: Readonly<Record<DatabaseFault, { kind: BackendError["kind"]; why: string }>> = {
  busy: { kind: "locked", why: "another process has kept its write lock for too long" },
  full: { kind: "disk-full", why: "the disk is full" },
  "answer of commit lost": { kind: "unreachable", why: "the server or the network has ended it" },
};

const errorOf = (fault: DatabaseFault): BackendError =>
  new BackendError({
    kind: told[fault].kind,
    file: "chaos",
    what: "The backend database can't be written",
    why: told[fault].why,
    next: "Run again",
  });

/** What the writes of every store over it go through. */
export class Disk {
  /** Asked at each write; nothing goes wrong where it is undefined. */
  next: (() => DatabaseFault | undefined) | undefined;

  /** A store whose writes fail as a database fails: before they begin, at their end, or after their commit. */
  under(store: Store): Store {
    return {
      ...store,
      write: async (work) => {
        const fault = this.next?.();
        if (fault === undefined) return store.write(work);
        if (fault === "busy") throw errorOf(fault);
        await store.write(async (db) => {
          await work(db);
          if (fault === "full") throw errorOf(fault);
        });
        throw errorOf(fault);
      },
    };
  }
}
