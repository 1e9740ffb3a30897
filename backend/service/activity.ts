import type { ActivityRecord, DescribeActivities } from "../api";
import { page, parsePageToken } from "../rules/page-tokens";
import type { ActivityRow } from "../store";
import { instant } from "./application/record";
import type { Handler } from "./scope";
import { known } from "./tag/of-resource";

export const describeActivities: Handler<typeof DescribeActivities> = (request, scope) => {
  const { SdkAppId, Actor, Action, Field, From, To, MaxResults } = request;
  const [after] = known(parsePageToken(request.PaginationToken, 1)) ?? [];
  return scope.read(async ({ db, account }) => {
    let query = db.selectFrom("activities").selectAll().where("uin", "=", account.uin);
    if (SdkAppId !== undefined) query = query.where("sdk_app_id", "=", SdkAppId);
    if (Actor !== undefined) query = query.where("actor", "=", Actor);
    if (Action !== undefined) query = query.where("action", "=", Action);
    // The names of fields hold no character that a pattern would take for another.
    if (Field !== undefined) query = query.where("fields", "like", `%"${Field}"%`);
    if (From !== undefined) query = query.where("at", ">=", Date.parse(From));
    if (To !== undefined) query = query.where("at", "<", Date.parse(To));
    if (/^\d{1,15}$/.test(after ?? "")) query = query.where("sequence", "<", Number(after));
    const rows = await query
      .orderBy("sequence", "desc")
      .limit(MaxResults + 1)
      .execute();
    const { shown, PaginationToken } = page(rows, MaxResults, (row) => [String(row.sequence)]);
    return { PaginationToken, Activities: shown.map(recordOf) };
  });
};

const recordOf = (row: ActivityRow): ActivityRecord => ({
  Sequence: row.sequence,
  Time: instant(row.at),
  Action: row.action,
  Actor: { Kind: row.actor, Uin: row.uin, User: row.user_name, SecretId: row.secret_id },
  Owner: row.owner,
  SdkAppId: row.sdk_app_id,
  Fields: JSON.parse(row.fields),
  Summary: row.summary,
  RequestId: row.request_id,
});
