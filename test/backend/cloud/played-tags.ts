import { z } from "zod";

const Changed = z.strictObject({
  Resource: z.string(),
  ReplaceTags: z
    .array(z.strictObject({ TagKey: z.string(), TagValue: z.string() }))
    .min(1)
    .max(10)
    .optional(),
  DeleteTags: z
    .array(z.strictObject({ TagKey: z.string() }))
    .min(1)
    .max(10)
    .optional(),
});
const Looked = z.strictObject({
  ServiceType: z.string(),
  ResourcePrefix: z.literal("sdkappid"),
  ResourceIds: z.array(z.string()).min(1).max(50),
  ResourceRegion: z.literal(""),
  Offset: z.int(),
  Limit: z.int().max(1_000),
  Category: z.literal("Custom"),
});
const Pairs = z.object({ TagKey: z.string().optional(), TagValue: z.string().optional() });

type Tags = Record<string, string>;
const refused = (Code: string) => ({ Error: { Code, Message: "played" } });
const unsupported = "InvalidParameter.UnsupportedService";

/** Plays Tencent's tag service for one account, by what its SDKs say. */
export class PlayedTags {
  /** Service types under which applications are taken. */
  services: readonly string[] = ["im", "trtc"];
  /** Calls of one action that it takes in a second of the machine's clock; what is beyond is refused. */
  perSecond = Number.POSITIVE_INFINITY;
  /** Resources that were changed, as they were named, in their order. */
  readonly changed: string[] = [];
  readonly #tags = new Map<number, Tags>();
  readonly #calls = new Map<string, number[]>();

  /** Changes tags behind everybody's back. */
  put(sdkAppId: number, tags: Tags): void {
    this.#tags.set(sdkAppId, tags);
  }

  of(sdkAppId: number): Tags {
    return this.#tags.get(sdkAppId) ?? {};
  }

  answer(
    action: string,
    request: unknown,
    { uin, sdkAppIds }: { readonly uin: string; readonly sdkAppIds: readonly number[] },
  ): object {
    if (this.#isTooMuch(action)) return refused("RequestLimitExceeded");
    switch (action) {
      case "ModifyResourceTags":
        return this.#change(Changed.parse(request), uin, sdkAppIds);
      case "DescribeResourceTagsByResourceIds":
        return this.#look(Looked.parse(request));
      case "DescribeTags":
        return this.#pairs(Pairs.parse(request));
      default:
        return refused("InvalidAction");
    }
  }

  #isTooMuch(action: string): boolean {
    const now = performance.now();
    const lately = (this.#calls.get(action) ?? []).filter((time) => now - time < 1_000);
    const isTooMuch = lately.length >= this.perSecond;
    this.#calls.set(action, isTooMuch ? lately : [...lately, now]);
    return isTooMuch;
  }

  #change(
    { Resource, ReplaceTags = [], DeleteTags = [] }: z.output<typeof Changed>,
    uin: string,
    sdkAppIds: readonly number[],
  ): object {
    const [, service = "", account, id] = /^qcs::(\w+)::uin\/(\d+):sdkappid\/(\d+)$/.exec(Resource) ?? [];
    if (account !== uin) return refused("InvalidParameterValue.UinInvalid");
    if (!this.services.includes(service)) return refused(unsupported);
    if (!sdkAppIds.includes(Number(id))) return refused("FailedOperation.ResourceAppIdNotSame");
    const tags = { ...this.of(Number(id)) };
    for (const { TagKey } of DeleteTags) delete tags[TagKey];
    for (const { TagKey, TagValue } of ReplaceTags) tags[TagKey] = TagValue;
    if (Object.keys(tags).length > 50) return refused("LimitExceeded.ResourceAttachedTags");
    this.#tags.set(Number(id), tags);
    this.changed.push(Resource);
    return {};
  }

  #look({ ServiceType, ResourceIds, Offset, Limit }: z.output<typeof Looked>): object {
    if (!this.services.includes(ServiceType)) return refused(unsupported);
    const Tags = ResourceIds.flatMap((ResourceId) =>
      Object.entries(this.of(Number(ResourceId))).map(([TagKey, TagValue]) => ({
        ...{ TagKey, TagValue, ResourceId, ServiceType, Category: "Custom", TagKeyMd5: "", TagValueMd5: "" },
      })),
    );
    return { TotalCount: Tags.length, Offset, Limit, Tags: Tags.slice(Offset, Offset + Limit) };
  }

  #pairs({ TagKey, TagValue }: z.output<typeof Pairs>): object {
    const held = [...this.#tags.values()].some((tags) => TagKey !== undefined && tags[TagKey] === TagValue);
    const Tags = held ? [{ TagKey, TagValue, CanDelete: 0, Category: "Custom" }] : [];
    return { TotalCount: Tags.length, Offset: 0, Limit: 15, Tags };
  }
}
