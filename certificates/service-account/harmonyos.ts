import { z } from "zod";
import { addressOf, identifier, PrivateKeyText } from "./fields";

const huawei = ["huawei.com"];
const login = "https://oauth-login.cloud.huawei.com/oauth2/v3";

/** A service account key of Huawei's API Console (Push Kit, "Generating a JWT Based on a Service Account"). */
export const HarmonyOsFile = z.object({
  project_id: identifier("the id of the project in AppGallery Connect", "101653523863785276"),
  key_id: identifier("the id of the key", "18366af0b4b44dd8bb4a77184d04704f"),
  private_key: PrivateKeyText,
  sub_account: identifier("the number of the service account", "101783233"),
  auth_uri: addressOf(huawei, `${login}/authorize`),
  token_uri: addressOf(huawei, `${login}/token`),
  auth_provider_cert_uri: addressOf(huawei, `${login}/certs`).optional(),
  client_cert_uri: addressOf(huawei, `${login}/x509?client_id=`).optional(),
});
