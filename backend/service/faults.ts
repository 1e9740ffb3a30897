import type { DescribeFaults, ModifyFaults } from "../api";
import { parseFaults, printFaults, type StoredFaults } from "../rules/faults";
import { instant } from "./application-record";
import type { Handler } from "./scope";

const answerOf = ({ faults, since }: StoredFaults) => ({
  Faults: [...faults],
  Since: since === null ? null : instant(since),
});

export const describeFaults: Handler<typeof DescribeFaults> = (_request, scope) =>
  scope.read(async ({ account }) => answerOf(parseFaults(account.faults)));

export const modifyFaults: Handler<typeof ModifyFaults> = ({ Faults }, scope) =>
  scope.write(async ({ db, now, account }) => {
    const changed = { faults: Faults, since: Faults.length === 0 ? null : now };
    await db
      .updateTable("accounts")
      .set({ faults: printFaults(changed) })
      .where("uin", "=", account.uin)
      .execute();
    return answerOf(changed);
  });
