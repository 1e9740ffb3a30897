import { idOf, tag } from "../../provider/engine/declarations";
import { definePart, other } from "../part";
import { tagMap } from "./values";

const nameOf = (owner: string, key: string) => `${owner}-tag-${key}`;

export const tagPart = definePart({
  /** None of the keys that an application's own tags have. */
  piece: tagMap(["owner", "hasOwnProperty", "x/y=z", "级别"]),

  declare: (owner, tags) =>
    Object.entries(tags).map(([key, value]) =>
      tag(nameOf(owner, key), { application: idOf(owner), key, value }),
    ),

  acts: {
    async rebind(scene, tags) {
      const [TagKey] = Object.keys(tags);
      if (TagKey === undefined) return;
      await scene.backend.retag(scene.SdkAppId, { ReplaceTags: [{ TagKey, TagValue: other }] });
      scene.drifted(nameOf(scene.owner, TagKey), "value");
    },
    async unbind(scene, tags) {
      const [, TagKey] = Object.keys(tags);
      if (TagKey === undefined) return;
      await scene.backend.retag(scene.SdkAppId, { DeleteTags: [{ TagKey }] });
      scene.dropped(nameOf(scene.owner, TagKey));
    },
  },
});
