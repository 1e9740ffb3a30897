import type {
  AddResourceTag,
  AttachResourcesTag,
  DeleteResourceTag,
  DetachResourcesTag,
  ModifyResourcesTagValue,
  UpdateResourceTagValue,
} from "../../api";
import { ApiError, resourcePrefix } from "../../api";
import {
  judgeResourcePrefix,
  judgeServiceType,
  parseApplicationResource,
  parseResourceId,
  serviceIn,
} from "../../rules/resource-names";
import { judgeOneTag } from "../../rules/tags";
import { throwIf } from "../request";
import type { Handler, Scope, WriteMoment } from "../scope";
import { known, modify, taggable } from "./of-resource";
import { mustTake } from "./service-type";

interface OneTag {
  readonly TagKey: string;
  /** Nothing takes the tag off. */
  readonly TagValue?: string;
}

/** Whether the key must be on the resource, must not, or may. */
type Presence = "attached" | "free" | "either";

interface Target {
  /** Service type under which the applications are named. */
  readonly service: string;
  readonly ids: readonly number[];
}

/** Changes one tag of all these applications, or of none. */
function change({ service, ids }: Target, { TagKey, TagValue }: OneTag, presence: Presence, scope: Scope) {
  throwIf(judgeOneTag(TagKey, TagValue));
  return scope.write(async (moment) => {
    mustTake(service, moment);
    for (const id of new Set(ids)) {
      await taggable(id, moment);
      await mustBe(presence, id, TagKey, moment);
      if (TagValue === undefined) await modify(id, [], [TagKey], moment);
      else await modify(id, [{ TagKey, TagValue }], [], moment);
    }
    return {};
  });
}

async function mustBe(
  presence: Presence,
  id: number,
  key: string,
  { db, account }: WriteMoment,
): Promise<void> {
  if (presence === "either") return;
  const held = await db
    .selectFrom("tag_bindings")
    .select("tag_value")
    .where((eb) => eb.and({ uin: account.uin, sdk_app_id: id, tag_key: key }))
    .executeTakeFirst();
  if (presence === "attached" && !held) {
    throw new ApiError("ResourceNotFound.AttachedTagKeyNotFound", `application ${id} has no tag "${key}"`);
  }
  if (presence === "free" && held) {
    throw new ApiError(
      "ResourceInUse.TagKeyAttached",
      `application ${id} has the tag ${key}=${held.tag_value}: change its value with UpdateResourceTagValue`,
    );
  }
}

const idOf = (resource: string, { uin }: Scope): Target => ({
  ids: [known(parseApplicationResource(resource, uin, "Resource"))],
  service: serviceIn(resource),
});

export const addResourceTag: Handler<typeof AddResourceTag> = (request, scope) =>
  change(idOf(request.Resource, scope), request, "free", scope);

export const updateResourceTagValue: Handler<typeof UpdateResourceTagValue> = (request, scope) =>
  change(idOf(request.Resource, scope), request, "attached", scope);

export const deleteResourceTag: Handler<typeof DeleteResourceTag> = ({ Resource, TagKey }, scope) =>
  change(idOf(Resource, scope), { TagKey }, "attached", scope);

interface Several {
  readonly ServiceType: string;
  readonly ResourcePrefix?: string | undefined;
  readonly ResourceIds: readonly string[];
}

function idsOf({ ServiceType, ResourcePrefix = resourcePrefix, ResourceIds }: Several): Target {
  throwIf(judgeServiceType(ServiceType, "ServiceType"));
  throwIf(judgeResourcePrefix(ResourcePrefix, "ResourcePrefix"));
  const ids = ResourceIds.map((id, index) => known(parseResourceId(id, `ResourceIds.${index}`)));
  return { service: ServiceType, ids };
}

export const attachResourcesTag: Handler<typeof AttachResourcesTag> = (request, scope) =>
  change(idsOf(request), request, "either", scope);

export const detachResourcesTag: Handler<typeof DetachResourcesTag> = (request, scope) =>
  change(idsOf(request), { TagKey: request.TagKey }, "either", scope);

export const modifyResourcesTagValue: Handler<typeof ModifyResourcesTagValue> = (request, scope) =>
  change(idsOf(request), request, "attached", scope);
