import { z } from "zod";
import { addressOf, identifier, PrivateKeyText } from "./fields";

const google = ["googleapis.com", "google.com"];

/** A key file of Google Cloud ("Create and delete service account keys"), with the fields that FCM v1 needs. */
export const FcmFile = z.object({
  type: z.literal(
    "service_account",
    'must be "service_account": other kinds of credentials can\'t send pushes',
  ),
  project_id: z
    .string('must be text: the id of the Firebase project, for example "shop-1a2b3"')
    .regex(
      /^(?:[a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$/,
      'must be the id of the Firebase project: 6-30 lower-case letters, digits and hyphens, for example "shop-1a2b3"',
    ),
  private_key_id: z
    .string("must be text: the 40 hexadecimal digits that name the key")
    .regex(/^[0-9a-f]{40}$/, "must be the 40 hexadecimal digits that name the key"),
  private_key: PrivateKeyText,
  client_email: z
    .string('must be text: the address of the service account, ending in ".gserviceaccount.com"')
    .regex(
      /^[a-z0-9][a-z0-9.-]{0,99}@[a-z0-9.-]{1,150}\.gserviceaccount\.com$/,
      'must be the address of the service account, for example "firebase-adminsdk-ab12c@shop-1a2b3.iam.gserviceaccount.com"',
    ),
  token_uri: addressOf(google, "https://oauth2.googleapis.com/token"),
  client_id: identifier("the number of the service account", "104000000000000000000").optional(),
  auth_uri: addressOf(google, "https://accounts.google.com/o/oauth2/auth").optional(),
});
