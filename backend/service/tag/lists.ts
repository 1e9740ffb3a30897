import type { DescribeTagKeys, DescribeTagValues, DescribeTagValuesSeq, ParsedRequestOf } from "../../api";
import { judgeOffset } from "../../rules/tags";
import { throwIf } from "../request";
import type { Handler, Scope } from "../scope";
import { tagOf } from "./search";

/** The platform's own tags (`System`) are none of a simulated account. */
export const describeTagKeys: Handler<typeof DescribeTagKeys> = ({ Offset, Limit, Category }, scope) => {
  throwIf(judgeOffset(Offset, Limit));
  return scope.read(async ({ db, account }) => {
    if (Category === "System") return { TotalCount: 0, Offset, Limit, Tags: [] };
    const pairs = db.selectFrom("tag_pairs").where("uin", "=", account.uin);
    const { count } = await pairs
      .select(({ fn }) => fn.count("tag_key").distinct().as("count"))
      .executeTakeFirstOrThrow();
    const rows = await pairs
      .select("tag_key")
      .distinct()
      .orderBy("tag_key")
      .limit(Limit)
      .offset(Offset)
      .execute();
    return { TotalCount: Number(count), Offset, Limit, Tags: rows.map((row) => row.tag_key) };
  });
};

type Values = ParsedRequestOf<typeof DescribeTagValuesSeq> & { readonly Category?: string };

function values({ TagKeys, Offset, Limit, Category }: Values, scope: Scope) {
  throwIf(judgeOffset(Offset, Limit));
  return scope.read(async ({ db, account }) => {
    if (Category === "System") return { TotalCount: 0, Offset, Limit, Tags: [] };
    const pairs = db
      .selectFrom("tag_pairs")
      .where("uin", "=", account.uin)
      .where("tag_key", "in", [...TagKeys]);
    const { count } = await pairs.select(({ fn }) => fn.countAll().as("count")).executeTakeFirstOrThrow();
    const rows = await pairs
      .select(["tag_key", "tag_value"])
      .orderBy("tag_key")
      .orderBy("tag_value")
      .limit(Limit)
      .offset(Offset)
      .execute();
    return { TotalCount: Number(count), Offset, Limit, Tags: rows.map(tagOf) };
  });
}

export const describeTagValues: Handler<typeof DescribeTagValues> = values;
export const describeTagValuesSeq: Handler<typeof DescribeTagValuesSeq> = values;
