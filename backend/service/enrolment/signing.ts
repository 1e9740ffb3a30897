import type { EnrolledApplicationRow, EvidenceRow } from "../../store";
import { instant } from "../application/record";
import { toldUnopened } from "../application/secrets-read";
import type { Scope } from "../scope";
import type { Signing } from "./asking";
import { keyOf } from "./enrolled";
import { valueIn } from "./evidence";
import { KeyTrials } from "./key-trials";
import { keyRefused } from "./refusals";

/** Why nobody can sign for an application; a fault is the backend's own. */
interface Unsigned {
  readonly why: string;
  readonly isFault: boolean;
}

/** What signs for an enrolled application: never a key that was refused there. */
export async function signingOf(
  row: EnrolledApplicationRow,
  evidence: readonly EvidenceRow[],
  scope: Scope,
): Promise<Signing | Unsigned> {
  const { sdk_app_id: sdkAppId, key_fingerprint: fingerprint } = row;
  const key = openKey(row, scope);
  if ("why" in key) return key;
  if (key.text === undefined || fingerprint === null) {
    return { why: "no key is stored: give it by `tencentrtc attest`", isFault: false };
  }
  const region = valueIn(evidence, "Region") ?? undefined;
  const trials = new KeyTrials(sdkAppId, fingerprint, scope);
  const refusals = await trials.refusals();
  const barred = refusals.find((refusal) => region === undefined || refusal.region === region);
  if (barred) {
    return { why: keyRefused(`on ${instant(barred.at)} (${barred.by})`), isFault: false };
  }
  const isAccepted = evidence.some(
    ({ fact, how, value }) => fact === "Key" && how === "proven" && value === "true",
  );
  return { region, secretKey: key.text, trials, isAccepted };
}

/** A key that doesn't open costs its own application alone. */
function openKey(
  row: EnrolledApplicationRow,
  scope: Scope,
): { readonly text: string | undefined } | Unsigned {
  try {
    return { text: keyOf(row, scope) };
  } catch (error) {
    return { why: toldUnopened(error, scope), isFault: true };
  }
}
