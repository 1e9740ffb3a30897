import type { RegionName } from "../application/values";
import type { SubscriptionProduct } from "../subscription/editions";

/** Products whose backends call a URL of one's own. */
export const webhookProducts = ["call", "conference", "live"] as const;
export type WebhookProduct = (typeof webhookProducts)[number];

/** In what the webhooks of one product differ from those of the others; everything else of them is alike. */
export interface WebhookFamily {
  /** The service in Chat's REST API: `v4/<service>/set_callback`. */
  readonly service: "call_config" | "room_config" | "live_config";
  /** Whether `set_callback` overwrites what is there; else it answers 100300, and `update_callback` changes it. */
  readonly setOverwrites: boolean;
  /** Regions whose hosts its pages name. */
  readonly regions: readonly RegionName[];
  /** What has to run on the application: one of these packages, or a trial of it. */
  readonly packages: readonly [SubscriptionProduct, ...SubscriptionProduct[]];
  /** The page that lists the events. */
  readonly page: string;
  /** Events that are documented, each with its page. */
  readonly events: Readonly<Record<string, string>>;
}

const page = (id: number): string => `trtc.io/document/${id}`;

/** Sources: docs/rules.md, section 10. */
export const webhookFamilies: Readonly<Record<WebhookProduct, WebhookFamily>> = {
  call: {
    service: "call_config",
    setOverwrites: true,
    regions: ["china", "singapore", "seoul"],
    packages: ["call", "call-pack"],
    page: page(68934),
    events: {
      "Call.CallbackAfterStartCall": page(68941),
      "Call.CallbackAfterEndCall": page(68940),
      "Call.CallbackAfterMemberChanged": page(69215),
    },
  },
  conference: {
    service: "room_config",
    setOverwrites: false,
    regions: ["china", "singapore"],
    packages: ["conference"],
    page: page(60720),
    events: {
      "Room.CallbackAfterCreateRoom": page(60733),
      "Room.CallbackAfterDestroyRoom": page(60732),
      "Room.CallbackAfterUpdateRoomInfo": page(60731),
      "Room.CallbackAfterMemberEnter": page(60735),
      "Room.CallbackAfterMemberLeave": page(60734),
      "Mic.CallbackAfterSeatInfoChanged": page(60736),
    },
  },
  live: {
    service: "live_config",
    setOverwrites: false,
    regions: ["china", "singapore", "silicon-valley"],
    packages: ["live"],
    page: page(64413),
    events: {
      "Live.CallbackAfterCreateRoom": page(64422),
      "Live.CallbackAfterDestroyRoom": page(64423),
      "Live.CallbackAfterUpdateRoomInfo": page(67938),
      "Live.CallbackAfterSetMetadata": page(68222),
      "Live.CallbackAfterDelMetadata": page(68223),
      "Live.CallbackAfterCreateRoomReachingThreshold": page(70485),
      "Live.CallbackAfterMemberStateChanged": page(64424),
      "Live.CallbackAfterChangeOwner": page(72553),
      "Live.CallbackAfterModifyAdmin": page(72554),
      "Mic.CallbackAfterSeatInfoChanged": page(64425),
      "Live.CallbackAfterCreateBattle": page(68259),
      "Live.CallbackAfterStartBattle": page(68260),
      "Live.CallbackAfterEndBattle": page(68261),
      "Live.CallbackBeforeSendGift": page(72210),
      "Live.CallbackBeforeCallBackNotBlock": page(72210),
      "Group.CallbackAfterSendMsg": page(74348),
      "Group.CallbackBeforeSendMsg": page(74347),
      "Follow.CallbackAfterFollowAdd": page(74356),
      "Follow.CallbackAfterFollowDelete": page(74357),
    },
  },
};
