import { ApiError, type ErrorCode, TagKey, TagValue, tagsPerRequest, tagsPerResource } from "../api";
import { asText } from "./activities";

export interface TagPair {
  readonly TagKey: string;
  readonly TagValue: string;
}

/** The official code of a fault; the first broken rule of the schema names it. */
function codeOf(
  what: "TagKey" | "TagValue",
  issueCode: string,
  fault: unknown,
  reserved: ErrorCode,
): ErrorCode {
  if (issueCode === "too_small") return `InvalidParameterValue.${what}Empty`;
  if (fault === "Reserved") return reserved;
  if (fault === "LengthExceeded") return `InvalidParameterValue.${what}LengthExceeded`;
  return `InvalidParameterValue.${what}CharacterIllegal`;
}

const schemas = { TagKey, TagValue };

function judge(what: "TagKey" | "TagValue", text: string, parameter: string, reserved: ErrorCode) {
  const issue = schemas[what].safeParse(text).error?.issues[0];
  if (!issue) return undefined;
  const fault: unknown = issue.code === "custom" ? issue.params?.fault : undefined;
  return new ApiError(codeOf(what, issue.code, fault, reserved), issue.message, parameter);
}

/** A key that is being bound or taken off. Tag Management has a reserved-key code of its own, see `judgePair`. */
const judgeKey = (key: string, parameter: string): ApiError | undefined =>
  judge("TagKey", key, parameter, "InvalidParameter.ReservedTagKey");

/** A pair in Tag Management. */
export const judgePair = (pair: TagPair): ApiError | undefined =>
  judge("TagKey", pair.TagKey, "TagKey", "InvalidParameterValue.ReservedTagKey") ??
  judge("TagValue", pair.TagValue, "TagValue", "InvalidParameterValue.ReservedTagKey");

const first = <T>(list: readonly T[], fault: (item: T, index: number) => ApiError | undefined) => {
  for (const [index, item] of list.entries()) {
    const found = fault(item, index);
    if (found) return found;
  }
  return undefined;
};

function judgeCount(count: number, parameter: string, code: ErrorCode, what: string): ApiError | undefined {
  if (count === 0) return new ApiError("InvalidParameter", `must name at least one ${what}`, parameter);
  if (count <= tagsPerRequest) return undefined;
  return new ApiError(code, `names ${count}: at most ${tagsPerRequest} per request, so split it`, parameter);
}

export const judgeResourceCount = (count: number): ApiError | undefined =>
  judgeCount(count, "ResourceList", "LimitExceeded.ResourceNumPerRequest", "resource");

/** Keys of one request: not none, not too many, each valid, none twice. */
export function judgeKeys(keys: readonly string[], at: (index: number) => string, list: string) {
  return (
    judgeCount(keys.length, list, "LimitExceeded.TagNumPerRequest", "tag") ??
    first(keys, (key, index) => judgeKey(key, at(index))) ??
    first(keys, (key, index) =>
      keys.indexOf(key) === index
        ? undefined
        : new ApiError(
            "InvalidParameterValue.TagKeyDuplicate",
            `names the key "${key}" twice: a resource has one value per key`,
            at(index),
          ),
    )
  );
}

/** Pairs of one request to Tag Management, where a key may have several values. */
export function judgePairs(tags: readonly TagPair[]): ApiError | undefined {
  const names = tags.map(({ TagKey: key, TagValue: value }) => JSON.stringify([key, value]));
  return (
    judgeCount(tags.length, "Tags", "LimitExceeded.TagNumPerRequest", "tag") ??
    first(tags, (tag, index) => within(`Tags.${index}`, judgePair(tag))) ??
    first(names, (name, index) =>
      names.indexOf(name) === index
        ? undefined
        : new ApiError("InvalidParameterValue.TagKeyDuplicate", "names this tag twice", `Tags.${index}`),
    )
  );
}

const within = (list: string, error: ApiError | undefined): ApiError | undefined =>
  error && new ApiError(error.code, error.message, `${list}.${error.parameter}`);

/** How many pairs one request to Tag Management may name. */
export const judgePairCount = (count: number): ApiError | undefined =>
  judgeCount(count, "Tags", "LimitExceeded.TagNumPerRequest", "tag");

/** Judges one tag that is added, or removed where it has no value. */
export const judgeOneTag = (key: string, value: string | undefined): ApiError | undefined =>
  judgeKey(key, "TagKey") ??
  (value === undefined ? undefined : judge("TagValue", value, "TagValue", "InvalidParameter.ReservedTagKey"));

/** Tags of one request. */
export function judgeTags(tags: readonly TagPair[], list: string): ApiError | undefined {
  const keys = tags.map((tag) => tag.TagKey);
  return (
    judgeKeys(keys, (index) => `${list}.${index}.TagKey`, list) ??
    first(tags, (tag, index) =>
      judge("TagValue", tag.TagValue, `${list}.${index}.TagValue`, "InvalidParameter.ReservedTagKey"),
    )
  );
}

/** Judges what is added and removed in one call: at least one list, no key in both. */
export function judgeDifference(
  replace: readonly TagPair[] | undefined,
  remove: readonly { readonly TagKey: string }[] | undefined,
): ApiError | undefined {
  if (!replace && !remove) {
    return new ApiError(
      "MissingParameter",
      "is missing: give ReplaceTags, DeleteTags or both",
      "ReplaceTags",
    );
  }
  const removed = remove?.map((tag) => tag.TagKey);
  const replaced = new Set(replace?.map((tag) => tag.TagKey));
  return (
    (replace && judgeTags(replace, "ReplaceTags")) ??
    (removed && judgeKeys(removed, (index) => `DeleteTags.${index}.TagKey`, "DeleteTags")) ??
    first(removed ?? [], (key, index) =>
      replaced.has(key)
        ? new ApiError(
            "InvalidParameterValue.DeleteTagsParamError",
            `names the key "${key}", which ReplaceTags sets: name it in one of them`,
            `DeleteTags.${index}.TagKey`,
          )
        : undefined,
    )
  );
}

/** Tencent's tag service takes the beginnings of pages alone. */
export const judgeOffset = (offset: number, limit: number): ApiError | undefined =>
  offset % limit === 0
    ? undefined
    : new ApiError("InvalidParameterValue.OffsetInvalid", `must be a multiple of Limit (${limit})`, "Offset");

/** Why a resource can't have the tags that a change would give it. */
export function judgeBinding(
  held: readonly TagPair[],
  replace: readonly TagPair[],
  remove: readonly string[],
): ApiError | undefined {
  const keys = new Set(held.map((tag) => tag.TagKey));
  for (const key of remove) keys.delete(key);
  for (const tag of replace) keys.add(tag.TagKey);
  if (keys.size <= tagsPerResource) return undefined;
  return new ApiError(
    "LimitExceeded.ResourceAttachedTags",
    `the application would have ${keys.size} tags and may have ${tagsPerResource}: take some off first`,
  );
}

/** What becomes of each tag of a resource that a change touches, in words; nothing where it is so already. */
export function tagDifferences(
  held: readonly TagPair[],
  replace: readonly TagPair[],
  remove: readonly string[],
): string[] {
  const before = new Map(held.map(({ TagKey, TagValue }) => [TagKey, TagValue]));
  const set = replace.filter(({ TagKey, TagValue }) => before.get(TagKey) !== TagValue);
  return [
    ...set.map(({ TagKey, TagValue }) => {
      const was = before.get(TagKey);
      return was === undefined
        ? `tag ${TagKey}=${TagValue} put on`
        : `tag ${TagKey}: ${asText(was)} → ${asText(TagValue)}`;
    }),
    ...remove.filter((key) => before.has(key)).map((key) => `tag ${key}=${before.get(key)} taken off`),
  ];
}
