import { ApiError, type DescribeAdminAccounts, type ResponseOf } from "../../api";
import { enrolledRows } from "../enrolment/enrolled";
import { evidenceOf, valueIn } from "../enrolment/evidence";
import { refused } from "../refused";
import type { Handler } from "../scope";
import { freshenAdmins } from "./freshness";
import { judgeReal } from "./real-application";

type Entry = ResponseOf<typeof DescribeAdminAccounts>["Entries"][number];

/**
 * Asks Tencent Cloud about users of whom nothing is known lately. Who is known to be no admin is found all the same, as
 * such: only a person can make up for it. Of whom nothing is known the entry says why.
 */
export const describeAdminAccounts: Handler<typeof DescribeAdminAccounts> = async (request, scope) => {
  const asked = request.AdminAccounts;
  const ids = [...new Set(asked.map(({ SdkAppId }) => SdkAppId))];
  const enrolled = await scope.read(async ({ db, account }) =>
    (await enrolledRows(db, ids)).filter(({ uin }) => uin === account.uin),
  );
  const usersOf = (id: number) => asked.flatMap(({ SdkAppId, UserId }) => (SdkAppId === id ? [UserId] : []));
  await freshenAdmins(new Map(enrolled.map(({ sdk_app_id: id }) => [id, [...new Set(usersOf(id))]])), scope);
  return scope.read(async (moment) => {
    const rows = new Map((await enrolledRows(moment.db, ids)).map((row) => [row.sdk_app_id, row]));
    const known = await evidenceOf(moment.db, ids);
    const entry = (key: (typeof asked)[number]): Entry => {
      const { SdkAppId, UserId } = key;
      const evidence = known.get(SdkAppId) ?? [];
      const found = judgeReal(rows.get(SdkAppId), evidence, SdkAppId, moment);
      if (found instanceof ApiError) return refused("AdminAccount", key, found);
      const isAdmin = valueIn(evidence, "Admin", UserId);
      if (isAdmin !== null)
        return { Outcome: "Found", ...key, CreatedTime: null, IsAdmin: isAdmin, Unasked: found.look_left };
      return refused("AdminAccount", key, notKnown(key, found.look_left));
    };
    return { Entries: asked.map(entry) };
  });
};

const notKnown = (
  { SdkAppId, UserId }: { readonly SdkAppId: number; readonly UserId: string },
  why: string | null,
): ApiError =>
  new ApiError(
    "FailedOperation.NotProven",
    `whether "${UserId}" is an admin of application ${SdkAppId} isn't known: ${why ?? "nobody has looked"}. \`tencentrtc attest\` says so by somebody's word`,
    "UserId",
  );
