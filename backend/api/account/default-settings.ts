import type { Settings } from "./account";

/** Where sources differ, the choice of docs/rules.md, section 0; the windows are those of a server, 3-5 minutes. */
export const defaultSettings: Settings = {
  ApplicationsPerAccount: 300,
  AdminAccountsPerApplication: 10,
  PushCertificatesPerApplication: 100,
  PushCertificateEffectMinutes: 10,
  TrialChatCallsPerDay: 10_000,
  WindowSecondsMin: 180,
  WindowSecondsMax: 300,
  ArrearsGraceDays: 7,
  RefundGraceDays: 7,
  ClientTokenHours: 24,
  RoomHistoryDays: 14,
  RequestsPerSecond: 20,
  PaidChatDeletion: "contact-support",
  TrtcTrialDeletion: "self-service",
  TrialDays: 7,
  LiveTrialDays: 14,
  TrialsPerApplication: 2,
  TrialsPerAccount: 10,
  CallPackTrialsPerApplication: 1,
  PaidUpgrade: "per-product",
  PaidUpgradeCall: "ticket",
  PaidUpgradeConference: "ticket",
  PaidUpgradeLive: "ticket",
  PaidUpgradeRtcEngine: "ticket",
  RefundDays: 5,
  OrderEffectSeconds: 300,
  ActivityDays: 365,
  ActivitiesPerAccount: 100_000,
  VerifyMinutes: 15,
  PeopleToAttest: 1,
  TagServices: "im-and-trtc",
  WebhookVisibleSeconds: 0,
};

/** What a person needs to set one. */
export interface SettingFacts {
  /** Undefined where the value is a word. */
  readonly unit?: string;
  readonly meaning: string;
  /** Source, by its name in docs/rules.md; `chosen` where there is none. */
  readonly source: string;
}

/** Every setting, in the order in which they are listed. */
export const settingFacts: Readonly<Record<keyof Settings, SettingFacts>> = {
  ApplicationsPerAccount: {
    unit: "applications",
    meaning: "at most; a disabled one counts",
    source: "IM, 39077; 74361 says 1,000",
  },
  AdminAccountsPerApplication: {
    unit: "admin accounts",
    meaning: "at most, `administrator` included",
    source: "IM",
  },
  PushCertificatesPerApplication: { unit: "certificates", meaning: "at most", source: "chosen" },
  PushCertificateEffectMinutes: {
    unit: "minutes",
    meaning: "until a saved push certificate is in effect",
    source: "269/34999",
  },
  TrialChatCallsPerDay: {
    unit: "calls",
    meaning: "of Chat's REST API that the trial edition takes in 24 hours",
    source: "1047/34348 (60028); the number is chosen",
  },
  WindowSecondsMin: {
    unit: "seconds",
    meaning: "that disabling, enabling and deleting take at least",
    source: "RTC: 3-5 minutes",
  },
  WindowSecondsMax: { unit: "seconds", meaning: "that they take at most", source: "RTC: 3-5 minutes" },
  ArrearsGraceDays: {
    unit: "days",
    meaning: "from arrears to Disabled",
    source: "IM; 34540 says 24 hours",
  },
  RefundGraceDays: {
    unit: "days",
    meaning: "from a refund of Chat to Disabled",
    source: "IM; 34540 says at once",
  },
  ClientTokenHours: {
    unit: "hours",
    meaning: "in which a repeated ClientToken has its first result",
    source: "chosen",
  },
  RoomHistoryDays: {
    unit: "days",
    meaning: "of rooms that the package shows, 0-14",
    source: "DescribeRoomInfo of the SDK",
  },
  RequestsPerSecond: {
    unit: "requests",
    meaning: "of one action per second that a server takes",
    source: "651/46533",
  },
  PaidChatDeletion: {
    meaning: "who deletes an application with a paid Chat edition",
    source: "IM, 34540; RTC says oneself",
  },
  TrtcTrialDeletion: {
    meaning: "who deletes a Chat application with the TRTC service open and no paid RTC package",
    source: "RTC; IM says contact support",
  },
  TrialDays: { unit: "days", meaning: "of a trial of Call, RTC Engine or the call pack", source: "RTC, IM" },
  LiveTrialDays: { unit: "days", meaning: "of a trial of Live or Conference", source: "60033, 59973" },
  TrialsPerApplication: {
    unit: "trials",
    meaning: "on one application, the call pack's apart",
    source: "RTC; IM says 1",
  },
  TrialsPerAccount: { unit: "trials", meaning: "on all applications together", source: "RTC" },
  CallPackTrialsPerApplication: {
    unit: "trials",
    meaning: "of the call pack on one application",
    source: "IM",
  },
  PaidUpgrade: {
    meaning:
      "who changes one paid version into a higher one, or per-product: Chat oneself, the others as below",
    source: "IM, RTC; 74514 says oneself",
  },
  PaidUpgradeCall: { meaning: "the same for Call", source: "RTC; 74514 says oneself" },
  PaidUpgradeConference: { meaning: "the same for Conference", source: "RTC; 74514 says oneself" },
  PaidUpgradeLive: { meaning: "the same for Live", source: "RTC; 74514 says oneself" },
  PaidUpgradeRtcEngine: { meaning: "the same for RTC Engine", source: "RTC; 74514 says oneself" },
  RefundDays: {
    unit: "days",
    meaning: "from its purchase in which an untouched RTC package is refunded",
    source: "58589",
  },
  OrderEffectSeconds: { unit: "seconds", meaning: "from an order to its effect", source: "59806" },
  ActivityDays: { unit: "days", meaning: "that an entry stays in the activity log", source: "chosen" },
  ActivitiesPerAccount: {
    unit: "entries",
    meaning: "that the activity log keeps, the newest",
    source: "chosen",
  },
  VerifyMinutes: {
    unit: "minutes",
    meaning: "that a look at a real application counts for a refresh",
    source: "chosen",
  },
  PeopleToAttest: {
    unit: "people",
    meaning: "who must say that a real application was disabled or deleted, 1-2",
    source: "chosen",
  },
  TagServices: {
    meaning: "service types under which the tag service takes applications, or none",
    source: "CAM names both (598/57125, 647/39549); that the tag service does is chosen",
  },
  WebhookVisibleSeconds: {
    unit: "seconds",
    meaning: "until Chat's REST API shows a webhook that was changed by it",
    source: "74157 says two minutes until a new URL takes effect; that it is shown at once is chosen",
  },
};
