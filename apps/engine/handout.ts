import { z } from "zod";
import { isBag } from "../../ground/bag";
import { concealed } from "../../provider/lifecycle/differences";
import { isSecret } from "../../provider/lifecycle/properties/signature";
import { handedOut, type Made } from "../format/handed-out";

const Handout = z.object({
  sdkAppId: z.number(),
  /** Where Chat data is stored. */
  region: z.string(),
  /** Missing where an ECDSA key pair signs; `[secret]` where it isn't to be seen. */
  secretKey: z.string().optional(),
  /** UserIDs. */
  adminAccounts: z.array(z.string()),
  /** Certificate ids by the names in the file. */
  certificates: z.record(z.string(), z.number()),
});

/** What a stack hands out of one application. */
export type Handout = z.output<typeof Handout>;

/** Handouts by the names of the applications in files. */
export type Handouts = Readonly<Record<string, Handout>>;

/** What resources in a state, or in the engine's events, hand out. */
export const handoutsOf = (resources: readonly Made[]): Handouts =>
  z.record(z.string(), Handout).parse(opened(handedOut(resources)));

/** Secrets as they are where the engine tells them, and as `[secret]` where it doesn't. */
function opened(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(opened);
  if (!isBag(value)) return value;
  if (!isSecret(value))
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, opened(one)]));
  const { plaintext } = value;
  return typeof plaintext === "string" ? parsed(plaintext) : concealed;
}

const parsed = (json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch {
    return concealed;
  }
};
