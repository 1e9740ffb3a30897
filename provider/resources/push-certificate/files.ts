import { isBase64, maxFileText } from "../../../backend/api";
import { type Bag, isBag } from "../../../ground/bag";
import { isUnknown } from "../../lifecycle/properties/unknown";
import { fieldsWith, variantOf } from "../../lifecycle/properties/variants";
import { isFingerprint } from "../../lifecycle/write-only";
import { inputs } from "./properties";

/** Files that are text may be given as it is; all become the one spelling of their bytes in base64. */
export function withFilesInBase64(given: Bag): Bag {
  const { platform } = given;
  const variant = variantOf(inputs.shape.platform, platform);
  if (!variant || !isBag(platform)) return given;
  const isText = platform.vendor !== "apns-p12";
  const files = fieldsWith(variant, "file").flatMap((name): [string, unknown][] => {
    const value = platform[name];
    if (typeof value !== "string" || isUnknown(value) || isFingerprint(value)) return [];
    return [[name, inBase64(value, isText)]];
  });
  return { ...given, platform: { ...platform, ...Object.fromEntries(files) } };
}

function inBase64(text: string, isText: boolean): string {
  if (text.length > maxFileText) return text;
  const compact = text.replace(/\s+/g, "");
  if (isBase64(compact)) return compact;
  return isText ? Buffer.from(text).toString("base64") : text;
}
