import type { SimulatedApplication } from "../../backend/api";

/** An application as the backend tells of it. */
export const applicationRecord: SimulatedApplication = {
  SdkAppId: 1999000001,
  Name: "shop",
  Description: "",
  ApplicationType: null,
  Region: "tokyo",
  RtcRegion: "singapore",
  Products: ["chat"],
  Status: "Normal",
  StatusSince: "2026-01-01T00:00:00.000Z",
  StatusUntil: null,
  DisabledReason: null,
  Cure: null,
  ProductStatus: [],
  RtcService: false,
  SignatureAlgorithm: "HMAC-SHA256",
  DeletionProtection: true,
  DeletableBySupportOnly: false,
  CreatedTime: "2026-01-01T00:00:00.000Z",
  ExpireTime: null,
  Owner: null,
  ClaimDigest: null,
  Executor: "clock",
  AdminAccounts: [
    { UserId: "administrator", CreatedTime: "2026-01-01T00:00:00.000Z" },
    { UserId: "ops", CreatedTime: "2026-01-01T00:00:00.000Z" },
  ],
};
