import {
  ApiError,
  type DescribeResourceTags,
  type DescribeResourceTagsByResourceIds,
  type DescribeTags,
  isErrorCode,
  type ModifyResourceTags,
  type ResourceService,
} from "../../api";
import type { CloudRefusal } from "../../cloud";
import {
  judgeResourcePrefix,
  judgeServiceType,
  parseApplicationResource,
  parseResourceId,
} from "../../rules/resource-names";
import { judgeDifference, judgeOffset } from "../../rules/tags";
import type { TagIntentRow } from "../../store";
import { type Asking, askingTencent } from "../enrolment/asking";
import { enrolledRows } from "../enrolment/enrolled";
import { throwIf } from "../request";
import type { Handler, Moment, Scope } from "../scope";
import { chosen, pageOf, usualService } from "../tag/lists-of-resource";
import { known, tagResource } from "../tag/of-resource";
import { standingApplication } from "./real-application";
import { forget, intend, settleBefore, type TagChange } from "./tag-intents";
import { lookAtTags, refusalInWords, servicesOf, unsupported } from "./tag-look";
import { inTurn } from "./turns";

/** Loaded late: it brings a client of HTTP, which simulated accounts don't need. */
const cloud = (): typeof import("../../cloud") => require("../../cloud");

/** Those of the account, in the order of their SDKAppIDs; of other ids nobody asks. */
async function own(ids: readonly number[], scope: Scope): Promise<number[]> {
  const rows = await scope.read(({ db, account }) =>
    enrolledRows(db, ids).then((found) => found.filter(({ uin }) => uin === account.uin)),
  );
  return rows.map((row) => row.sdk_app_id).sort((a, b) => a - b);
}

const every = ({ db, account }: Moment): Promise<{ readonly sdk_app_id: number }[]> =>
  db
    .selectFrom("enrolled_applications")
    .select("sdk_app_id")
    .where("uin", "=", account.uin)
    .orderBy("sdk_app_id")
    .execute();

async function tagRows(ids: readonly number[], ServiceType: string, scope: Scope) {
  const found = await lookAtTags(ids, scope);
  return ids.flatMap((sdk_app_id) =>
    Object.entries(found.get(sdk_app_id) ?? {}).map(([tag_key, tag_value]) =>
      tagResource({ sdk_app_id, tag_key, tag_value }, ServiceType),
    ),
  );
}

export const describeResourceTagsByResourceIds: Handler<typeof DescribeResourceTagsByResourceIds> = async (
  request,
  scope,
) => {
  const { ServiceType, ResourcePrefix, Offset, Limit } = request;
  throwIf(judgeOffset(Offset, Limit));
  throwIf(judgeServiceType(ServiceType, "ServiceType"));
  throwIf(judgeResourcePrefix(ResourcePrefix, "ResourcePrefix"));
  const ids = request.ResourceIds.map((id, index) => known(parseResourceId(id, `ResourceIds.${index}`)));
  const rows = request.Category === "System" ? [] : await tagRows(await own(ids, scope), ServiceType, scope);
  return { TotalCount: rows.length, Offset, Limit, Tags: rows.slice(Offset, Offset + Limit) };
};

export const describeResourceTags: Handler<typeof DescribeResourceTags> = async (request, scope) => {
  const among = chosen(request);
  const ids =
    among.length > 0 ? await own(among, scope) : (await scope.read(every)).map((row) => row.sdk_app_id);
  return pageOf(await tagRows(ids, request.ServiceType ?? usualService, scope), request);
};

/** Pairs of Tag Management, as Tencent has them. */
export const describeTags: Handler<typeof DescribeTags> = (request, scope) => {
  throwIf(judgeOffset(request.Offset, request.Limit));
  return asking(scope, "isn't known", async ({ account, signal }) => {
    const { answer } = await account.look(cloud().describeTags, request, signal);
    return { ...answer, Offset: request.Offset, Limit: request.Limit };
  });
};

/**
 * Changes tags at Tencent Cloud: what is to be done is written down before it is asked for, and entered into the activity log
 * once it is answered. Sent again it does the same, so that a lost answer does no harm.
 */
export const modifyResourceTags: Handler<typeof ModifyResourceTags> = async (request, scope) => {
  const { Resource, ReplaceTags, DeleteTags } = request;
  throwIf(judgeDifference(ReplaceTags, DeleteTags));
  const sdkAppId = known(parseApplicationResource(Resource, scope.uin, "Resource"));
  const change = { replace: ReplaceTags ?? [], remove: DeleteTags?.map(({ TagKey }) => TagKey) ?? [] };
  return inTurn(`${scope.identity}/${sdkAppId}/tags`, () =>
    asking(scope, "weren't changed", async (way) => {
      const { row, account } = await scope.read(async (moment) => ({
        row: await standingApplication(sdkAppId, moment),
        account: moment.account,
      }));
      const intent = await intend(row, change, scope);
      const { service } = await carriedOut(intent, change, servicesOf(account), way, scope);
      await scope.write(async (moment) => {
        const { db, note } = moment;
        await settleBefore(intent, moment);
        await forget(db, intent);
        await db
          .updateTable("accounts")
          .set({ tag_service: service })
          .where("uin", "=", scope.uin)
          .where("tag_service", "is", null)
          .execute();
        note({ sdkAppId, owner: row.owner, fields: ["Tags"], summary: intent.summary });
      });
      return {};
    }),
  );
};

type Way = { readonly account: Extract<Asking["owner"], { account: unknown }>["account"] } & Pick<
  Asking,
  "signal"
>;

/** What was refused is done with; of what has no answer nobody knows, so that its intent stays. */
async function carriedOut(
  intent: TagIntentRow,
  change: TagChange,
  services: readonly [ResourceService, ...ResourceService[]],
  { account, signal }: Way,
  scope: Scope,
) {
  const { uin, sdk_app_id: sdkAppId } = intent;
  try {
    return await cloud().underService(services, (service) =>
      cloud().changeTags(service, account, { uin, sdkAppId }, change, signal),
    );
  } catch (error) {
    if (error instanceof cloud().CloudRefusal) await scope.record(({ db }) => forget(db, intent));
    throw error;
  }
}

/**
 * Does work with the account's key pair.
 *
 * @param left what follows "tags" where it can't be done: "weren't changed"
 * @throws ApiError `FailedOperation.NotProven` where there is none, and what stands for a refusal of Tencent's.
 */
const asking = <T>(scope: Scope, left: string, work: (way: Way) => Promise<T>): Promise<T> =>
  askingTencent(scope, async ({ owner, signal }) => {
    if ("why" in owner) {
      const code = owner.isFault ? "FailedOperation" : "FailedOperation.NotProven";
      throw new ApiError(code, `tags ${left}: ${owner.why}`);
    }
    try {
      return await work({ account: owner.account, signal });
    } catch (error) {
      const { CloudRefusal, CloudUnavailable, isUnsupported } = cloud();
      if (isUnsupported(error)) throw unsupported(error);
      if (error instanceof CloudRefusal) throw refusal(error, left);
      if (error instanceof CloudUnavailable && !error.isRate) {
        throw new ApiError("FailedOperation", `tags ${left}, as far as is known: ${error.inWords}`);
      }
      // The same request is sent again then, and does no harm.
      if (signal.aborted || error instanceof CloudUnavailable) {
        throw new ApiError(
          "RequestLimitExceeded",
          `tags ${left} in time: Tencent Cloud takes 20 calls a second`,
        );
      }
      throw error;
    }
  });

/** A refusal of the key pair for Tencent Cloud isn't one of the key pair that asks here. */
function refusal(error: CloudRefusal, left: string): ApiError {
  const isOfKeyPair = cloud().tagAnswer(error.code).means === "denied";
  const code = !isOfKeyPair && isErrorCode(error.code) ? error.code : "FailedOperation";
  return new ApiError(code, `tags ${left}: Tencent Cloud refuses: ${refusalInWords(error)}`);
}
