import fc from "fast-check";
import { DeletePushCertificate, ListPushCertificates, ModifyPushCertificate } from "../../../backend/api";
import { idOf, pushCertificate } from "../../provider/engine/declarations";
import { forms } from "../../provider/push-certificate/forms";
import { definePart, other, type Scene } from "../part";

const vendors = ["huawei", "oppo", "xiaomi"] as const;
type Vendor = (typeof vendors)[number];

const nameOf = (owner: string, vendor: string) => `${owner}-push-${vendor}`;
const declared = (channels: Partial<Record<Vendor, string>>) =>
  vendors.filter((vendor) => channels[vendor] !== undefined);

/** The certificate of a vendor as the backend has it. */
async function held({ backend, SdkAppId }: Scene, vendor: Vendor) {
  const { PushCertificates } = await backend.call(ListPushCertificates, { SdkAppId });
  return PushCertificates.find(({ Platform }) => Platform.Vendor === vendor);
}

export const pushCertificatePart = definePart({
  /** Channels by vendor. */
  piece: fc.dictionary(fc.constantFrom(...vendors), fc.constantFrom("chat", "calls"), {
    noNullPrototype: true,
  }),

  declare: (owner, channels) =>
    declared(channels).map((vendor) =>
      pushCertificate(nameOf(owner, vendor), {
        application: idOf(owner),
        platform: { ...forms[vendor], channelId: channels[vendor] },
      }),
    ),

  acts: {
    async "edit push"(scene, channels) {
      const [vendor] = declared(channels);
      const found = vendor && (await held(scene, vendor));
      if (!found) return;
      const { SdkAppId, CertificateId } = found;
      const Platform = { ...found.Platform, ChannelId: other };
      await scene.backend.call(ModifyPushCertificate, { SdkAppId, CertificateId, Platform });
      scene.drifted(nameOf(scene.owner, vendor), "platform");
    },
    async "delete push"(scene, channels) {
      const [, vendor] = declared(channels);
      const found = vendor && (await held(scene, vendor));
      if (!found) return;
      const { SdkAppId, CertificateId } = found;
      await scene.backend.call(DeletePushCertificate, { SdkAppId, CertificateId });
      scene.dropped(nameOf(scene.owner, vendor));
    },
  },
});
