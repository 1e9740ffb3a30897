import type { DescribeSdkAppid } from "../../api";
import { isLive } from "../application/live";
import type { Handler } from "../scope";

export const describeSdkAppid: Handler<typeof DescribeSdkAppid> = (_request, scope) =>
  scope.read(async ({ db, now, account }) => {
    const rows = await db
      .selectFrom("applications")
      .select("sdk_app_id")
      .where("uin", "=", account.uin)
      .where(isLive(now))
      .orderBy("sdk_app_id")
      .execute();
    return { SdkAppids: rows.map((row) => row.sdk_app_id) };
  });
