import {
  type ActivityRecord,
  activitiesPerRequest,
  DescribeActivities,
  type RequestOf,
} from "../../backend/api";
import type { Client } from "./client";

type Filter = Omit<RequestOf<typeof DescribeActivities>, "PaginationToken" | "MaxResults">;

/** The activity log, the newest entry first, over all its pages: each entry once, whatever is added meanwhile. */
export async function everyActivity(client: Client, filter: Filter): Promise<ActivityRecord[]> {
  const found: ActivityRecord[] = [];
  let PaginationToken = "";
  do {
    const request = { ...filter, PaginationToken, MaxResults: activitiesPerRequest };
    const page = await client.call(DescribeActivities, request);
    found.push(...page.Activities);
    ({ PaginationToken } = page);
  } while (PaginationToken !== "");
  return found;
}
