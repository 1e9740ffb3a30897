import fc from "fast-check";
import {
  DisableApplication,
  EnableApplication,
  ModifyApplication,
  products,
  regions,
  SimulateApplication,
  SupportDeleteApplication,
} from "../../../backend/api";
import { application } from "../../provider/engine/declarations";
import { definePart, other, type Scene } from "../part";
import { tagMap, word } from "./values";

/** Keys that test how maps are read, and plain ones. */
const keys = ["team", "cost centre", "constructor", "toString", "a.b/c:d", "项"];

const modify = ({ backend, SdkAppId }: Scene, change: object) =>
  backend.call(ModifyApplication, { SdkAppId, ...change });

export const applicationPart = definePart({
  piece: fc.record({
    name: word,
    description: fc.oneof(fc.constant(""), word),
    applicationType: fc.option(fc.string({ minLength: 1, maxLength: 10, unit: "grapheme-ascii" }), {
      nil: undefined,
    }),
    products: fc.uniqueArray(fc.constantFrom(...products), { minLength: 1, maxLength: 3 }),
    region: fc.constantFrom(...regions),
    enabled: fc.boolean(),
    deletionProtection: fc.boolean(),
    rtcService: fc.constantFrom(true, undefined),
    signatureAlgorithm: fc.constantFrom("HMAC-SHA256", undefined),
    tags: tagMap(keys),
  }),

  declare: (owner, inputs) => [application(owner, inputs)],

  acts: {
    async rename(scene) {
      await modify(scene, { Name: "Z_by_hand" });
      scene.drifted(scene.owner, "name");
    },
    async describe(scene) {
      await modify(scene, { Description: other });
      scene.drifted(scene.owner, "description");
    },
    async retype(scene, { applicationType }) {
      await modify(scene, { ApplicationType: other });
      if (applicationType !== undefined) scene.drifted(scene.owner, "applicationType");
    },
    async switch(scene, { enabled }) {
      const { SdkAppId } = scene;
      await scene.backend.call(enabled ? DisableApplication : EnableApplication, { SdkAppId });
      scene.drifted(scene.owner, "enabled");
    },
    async protect(scene, { deletionProtection }) {
      await modify(scene, { DeletionProtection: !deletionProtection });
      scene.drifted(scene.owner, "deletionProtection");
    },
    async age(scene, { signatureAlgorithm }) {
      const { SdkAppId } = scene;
      await scene.backend.admin(SimulateApplication, { SdkAppId, SignatureAlgorithm: "ECDSA-SHA256" });
      if (signatureAlgorithm !== undefined) scene.drifted(scene.owner, "signatureAlgorithm");
    },
    async retag(scene, { tags }) {
      const [TagKey] = Object.keys(tags);
      if (TagKey === undefined) return;
      await scene.backend.retag(scene.SdkAppId, { ReplaceTags: [{ TagKey, TagValue: other }] });
      scene.drifted(scene.owner, "tags");
    },
    async untag(scene, { tags }) {
      const [, TagKey] = Object.keys(tags);
      if (TagKey === undefined) return;
      await scene.backend.retag(scene.SdkAppId, { DeleteTags: [{ TagKey }] });
      scene.drifted(scene.owner, "tags");
    },
    async "foreign tag"(scene) {
      await scene.backend.retag(scene.SdkAppId, { ReplaceTags: [{ TagKey: "valueOf", TagValue: other }] });
    },
    async delete(scene) {
      await scene.backend.admin(SupportDeleteApplication, { SdkAppId: scene.SdkAppId });
      scene.droppedAll();
    },
  },

  /** Products stay for good, and no protection begins with a replacement. */
  following: (before, after) => ({
    ...after,
    deletionProtection: after.deletionProtection && before.region === after.region,
    products: [...new Set([...before.products, ...after.products])],
  }),

  removable: (piece) => ({ ...piece, deletionProtection: false }),
});
