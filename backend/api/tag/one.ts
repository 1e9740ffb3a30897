import { z } from "zod";
import { actionsOf } from "../action";
import { tagVersion } from "../version";
import { resourceIdsPerRequest } from "./tag";

/** Declares actions of Tencent's public tag service that add one tag to resources or remove it. */
const action = actionsOf("tag", tagVersion);

const Nothing = z.object({});
const onOne = { TagKey: z.string(), Resource: z.string().max(500) };
const onSeveral = {
  ServiceType: z.string(),
  ResourceIds: z.array(z.string()).min(1).max(resourceIdsPerRequest),
  TagKey: z.string(),
  ResourceRegion: z.literal("", "must be empty: applications lie in no region").optional(),
  ResourcePrefix: z.string().optional(),
};
const TagValue = z.string();

/** Refused where the resource has the key already. */
export const AddResourceTag = action(
  "AddResourceTag",
  "write",
  z.strictObject({ ...onOne, TagValue }),
  Nothing,
);
/** Refused where the resource has the key not, as `DeleteResourceTag` is. */
export const UpdateResourceTagValue = action(
  "UpdateResourceTagValue",
  "write",
  z.strictObject({ ...onOne, TagValue }),
  Nothing,
);
export const DeleteResourceTag = action("DeleteResourceTag", "write", z.strictObject(onOne), Nothing);

/** All resources or none; a value that is there is overwritten. */
export const AttachResourcesTag = action(
  "AttachResourcesTag",
  "write",
  z.strictObject({ ...onSeveral, TagValue }),
  Nothing,
);
export const DetachResourcesTag = action("DetachResourcesTag", "write", z.strictObject(onSeveral), Nothing);
/** Refused where one of the resources has the key not. */
export const ModifyResourcesTagValue = action(
  "ModifyResourcesTagValue",
  "write",
  z.strictObject({ ...onSeveral, TagValue }),
  Nothing,
);
