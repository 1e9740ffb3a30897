import { Settings } from "../api";

/** Where sources differ, the choice of docs/rules.md, section 0; the windows are those of a server, 3-5 minutes. */
export const defaultSettings: Settings = {
  ApplicationsPerAccount: 300,
  AdminAccountsPerApplication: 10,
  PushCertificatesPerApplication: 100,
  PushCertificateEffectMinutes: 10,
  WindowSecondsMin: 180,
  WindowSecondsMax: 300,
  ArrearsGraceDays: 7,
  RefundGraceDays: 7,
  ClientTokenHours: 24,
  RoomHistoryDays: 14,
  RequestsPerSecond: 20,
  PaidChatDeletion: "contact-support",
  TrialDays: 7,
  LiveTrialDays: 14,
  TrialsPerApplication: 2,
  TrialsPerAccount: 10,
  CallPackTrialsPerApplication: 1,
  PaidUpgrade: "self-service",
  RefundDays: 5,
  OrderEffectSeconds: 300,
  ActivityDays: 365,
  ActivitiesPerAccount: 100_000,
};

const Overrides = Settings.partial();

/** The settings of an account: the defaults with its own overrides (JSON, as stored) laid over them. */
export const settingsOf = (overrides: string): Settings =>
  overrides === "{}" ? defaultSettings : { ...defaultSettings, ...Overrides.parse(JSON.parse(overrides)) };

/** In what settings differ from those of before, in words. */
export const settingDifferences = (before: Settings, after: Settings): string[] =>
  Settings.keyof().options.flatMap((name) =>
    before[name] === after[name] ? [] : [`${name}: ${before[name]} → ${after[name]}`],
  );
