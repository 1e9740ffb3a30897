import { z } from "zod";
import type { ServiceAction } from "./service";

/** An action of API 3.0 that only reads, with what is used of its answer. One other leaves this room: see `tag`. */
export interface Look<Answer extends z.ZodType = z.ZodType> extends ServiceAction {
  readonly answer: Answer;
}

const look = <Answer extends z.ZodType>(
  service: string,
  version: string,
  name: string,
  answer: Answer,
): Look<Answer> => ({ service, version, name, answer });

/** Who the key pair belongs to. */
export const getCallerIdentity = look(
  "sts",
  "2018-08-13",
  "GetCallerIdentity",
  z.object({ AccountId: z.string(), Arn: z.string(), Type: z.string() }),
);

/** The SDKAppIDs of the account; whether disabled ones are among them isn't documented. On the site of China alone. */
export const describeSdkAppid = look(
  "cim",
  "2019-03-18",
  "DescribeSdkAppid",
  z.object({ SdkAppids: z.array(z.int()) }),
);

/** Minutes of an application by `StartTime` and `EndTime` (YYYY-MM-DD, at most 31 days) and `SdkAppId`. */
export const describeTrtcUsage = look(
  "trtc",
  "2019-07-22",
  "DescribeTrtcUsage",
  z.object({ UsageKey: z.array(z.string()) }),
);

/** Tags of up to 50 resources by `ServiceType`, `ResourcePrefix` and `ResourceIds`, in pages; both sites. */
export const describeResourceTagsByResourceIds = look(
  "tag",
  "2018-08-13",
  "DescribeResourceTagsByResourceIds",
  z.object({
    TotalCount: z.int(),
    Tags: z.array(z.object({ ResourceId: z.string(), TagKey: z.string(), TagValue: z.string() })),
  }),
);

/** Pairs of Tag Management by `TagKey` and `TagValue`, put on something or not. */
export const describeTags = look(
  "tag",
  "2018-08-13",
  "DescribeTags",
  z.object({
    TotalCount: z.int(),
    Tags: z.array(
      z.object({
        TagKey: z.string(),
        TagValue: z.string(),
        CanDelete: z.int(),
        Category: z.string().default("Custom"),
      }),
    ),
  }),
);

/** What can be renewed by `MaxResults` (1-100); whether packages of Chat are among it isn't documented. */
export const describeRenewInstances = look(
  "billing",
  "2018-07-09",
  "DescribeRenewInstances",
  z.object({
    InstanceList: z.array(z.object({ InstanceId: z.string(), ProductCode: z.string() })).nullish(),
  }),
);

/** Who changed what in the console, by `StartTime` and `EndTime` (seconds, less than 30 days) and `MaxResults` (at most 50). */
export const describeEvents = look(
  "cloudaudit",
  "2019-03-19",
  "DescribeEvents",
  z.object({ Events: z.array(z.object({ EventName: z.string() })).nullish() }),
);
