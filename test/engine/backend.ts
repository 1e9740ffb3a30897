import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { type Action, ListApplications, type RequestOf, type ResponseOf } from "../../backend/api";
import { type Actor, createService } from "../../backend/service";
import { embeddedUin, openStore } from "../../backend/store";
import { Acts } from "../backend/acts";

/** Acts on a backend in a file the way a person in a console does: behind the provider's back. */
export class Console extends Acts {
  /** @param uin of the account; the one that every embedded backend has unless given */
  constructor(
    private readonly file: string,
    private readonly uin = embeddedUin,
  ) {
    super();
  }

  async call<A extends Action>(
    action: A,
    request: RequestOf<A>,
    actor: Actor = { kind: "console" },
  ): Promise<ResponseOf<A>> {
    const store = await openStore({ file: this.file, create: false });
    try {
      const caller = { uin: this.uin, actor, requestId: randomUUID() };
      return await createService(store).call(action, request, caller);
    } finally {
      await store.close();
    }
  }

  async applications() {
    return (await this.call(ListApplications, {})).Applications;
  }

  /** Ends the running window of an application, as if its time had passed. */
  async endWindow(id: number): Promise<void> {
    const store = await openStore({ file: this.file, create: false });
    try {
      await store.write((db) =>
        db
          .updateTable("applications")
          .set({ status_until: Date.now() })
          .where("sdk_app_id", "=", id)
          .where("status_until", "is not", null)
          .execute(),
      );
    } finally {
      await store.close();
    }
  }

  /** Waits until the running window of an application has ended: a second on an embedded backend. */
  async settled(id: number): Promise<void> {
    for (;;) {
      const entry = await this.entry(id);
      if (entry?.Outcome !== "Found" || entry.Application.StatusUntil === null) return;
      await pause(Math.max(0, Date.parse(entry.Application.StatusUntil) - Date.now()) + 20);
    }
  }

  async application(id: number) {
    const entry = await this.entry(id, { secrets: true });
    if (entry?.Outcome !== "Found") throw new Error(`application ${id} isn't there`);
    return entry.Application;
  }
}
