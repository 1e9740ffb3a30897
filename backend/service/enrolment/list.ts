import type { ListEnrolledApplications } from "../../api";
import { recordSecretsRead } from "../application/secrets-read";
import type { Handler } from "../scope";
import { enrolledRecord, secretsOf } from "./enrolled";
import { evidenceOf } from "./evidence";
import { pendingOf } from "./pending";

export const listEnrolledApplications: Handler<typeof ListEnrolledApplications> = async (request, scope) => {
  const answer = await scope.read(async ({ db, account, at }) => {
    const enrolled = db.selectFrom("enrolled_applications").where("uin", "=", account.uin);
    const { count } = await enrolled.select(({ fn }) => fn.countAll().as("count")).executeTakeFirstOrThrow();
    const rows = await enrolled
      .selectAll()
      .orderBy("sdk_app_id")
      .limit(request.Limit)
      .offset(request.Offset)
      .execute();
    const known = await evidenceOf(
      db,
      rows.map((row) => row.sdk_app_id),
    );
    const pending = await pendingOf(db, known, at);
    return {
      TotalCount: Number(count),
      Applications: rows.map((row) => ({
        ...enrolledRecord(row, known, pending),
        ...(request.WithSecrets && secretsOf(row, scope)),
      })),
    };
  });
  await recordSecretsRead(answer.Applications, scope);
  return answer;
};
