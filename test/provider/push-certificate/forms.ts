import { generateKeyPairSync } from "node:crypto";
import type { Bag } from "../../../ground/bag";

const pem = (key: ReturnType<typeof generateKeyPairSync>["privateKey"]) =>
  key.export({ type: "pkcs8", format: "pem" }).toString();

/** The text of a new key file of Apple's. */
export const p8 = (): string => pem(generateKeyPairSync("ec", { namedCurve: "prime256v1" }).privateKey);

/** A new key for service accounts, which takes a moment to make. */
export const rsa = (): string => pem(generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey);

export const fcmAccount = (key: string, changes: Bag = {}): string =>
  JSON.stringify({
    type: "service_account",
    project_id: "shop-1a2b3",
    private_key_id: "0123456789abcdef0123456789abcdef01234567",
    private_key: key,
    client_email: "firebase-adminsdk-ab12c@shop-1a2b3.iam.gserviceaccount.com",
    token_uri: "https://oauth2.googleapis.com/token",
    ...changes,
  });

const huaweiLogin = "https://oauth-login.cloud.huawei.com/oauth2/v3";
export const harmonyosAccount = (key: string): string =>
  JSON.stringify({
    project_id: "101653523863785276",
    key_id: "18366af0b4b44dd8bb4a77184d04704f",
    private_key: key,
    sub_account: "101783233",
    auth_uri: `${huaweiLogin}/authorize`,
    token_uri: `${huaweiLogin}/token`,
  });

const packageName = "com.example.shop";
const secret = "3f9a0c57d1e84b62";

/** Forms that need no file, with all that is needed and nothing else. */
export const forms = {
  huawei: { vendor: "huawei", packageName, appId: "104512345", appSecret: secret },
  honor: { vendor: "honor", appId: "104512346", clientSecret: secret },
  xiaomi: { vendor: "xiaomi", packageName, appId: "2882303761518", appSecret: secret },
  oppo: {
    vendor: "oppo",
    appKey: "5f3c0d9be2a14f7d",
    appId: "30571677",
    masterSecret: secret,
    channelId: "chat",
  },
  vivo: { vendor: "vivo", appKey: "5f3c0d9be2a14f7d", appId: "105012345", appSecret: secret },
  meizu: { vendor: "meizu", packageName, appId: "125278", appSecret: secret },
} as const satisfies Record<string, Bag>;

export const p8Form = (changes: Bag = {}): Bag => ({
  vendor: "apns-p8",
  environment: "production",
  keyId: "ABC123DEFG",
  teamId: "DEF123GHIJ",
  bundleId: packageName,
  ...changes,
});

export const intent =
  "intent://com.example.shop/chat#Intent;scheme=pushscheme;component=com.example.shop/com.example.shop.ChatActivity;end";
export const activity = "com.example.shop.ChatActivity";
