import { ApiError, type ModifySettings, type Settings } from "../../api";
import { modifySettings as modifyAny } from "../account/account";
import type { Handler } from "../scope";

/** What is this backend's to decide of a real account; all else of it is Tencent Cloud's. */
const ownSettings: readonly (keyof Settings)[] = [
  "VerifyMinutes",
  "PeopleToAttest",
  "ApplicationsPerAccount",
  "AdminAccountsPerApplication",
  "RequestsPerSecond",
  "ActivityDays",
  "ActivitiesPerAccount",
];

export const modifySettings: Handler<typeof ModifySettings> = async (request, scope) => {
  const other = Object.keys(request).find((name) => !ownSettings.some((own) => own === name));
  if (other === undefined) return modifyAny(request, scope);
  throw new ApiError(
    "UnsupportedOperation",
    `ModifySettings isn't done on a real account: ${other} is for simulated accounts, and a real one has ${ownSettings.join(", ")}`,
  );
};
