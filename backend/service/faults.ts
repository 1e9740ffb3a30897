import type { DescribeFaults, ModifyFaults } from "../api";
import { summaryOf } from "../rules/activities";
import { faultsInWords, parseFaults, printFaults, type StoredFaults } from "../rules/faults";
import { instant } from "./application/record";
import type { Handler } from "./scope";

const answerOf = ({ faults, since }: StoredFaults) => ({
  Faults: [...faults],
  Since: since === null ? null : instant(since),
});

export const describeFaults: Handler<typeof DescribeFaults> = (_request, scope) =>
  scope.read(async ({ account }) => answerOf(parseFaults(account.faults)));

export const modifyFaults: Handler<typeof ModifyFaults> = ({ Faults }, scope) =>
  scope.write(async ({ db, now, account, note }) => {
    const changed = { faults: Faults, since: Faults.length === 0 ? null : now };
    const faults = printFaults(changed);
    await db.updateTable("accounts").set({ faults }).where("uin", "=", account.uin).execute();
    if (faults !== account.faults) {
      note({ sdkAppId: null, owner: null, fields: ["Faults"], summary: summaryOf(faultsInWords(Faults)) });
    }
    return answerOf(changed);
  });
