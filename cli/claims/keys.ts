import { dirname, resolve } from "node:path";
import { repositoryOf } from "../../apps/load/destination";
import { secretInFile, secretInVariable } from "../../apps/load/secret-values";
import { trustIn, whyUntrusted } from "../../apps/load/trust/trust";
import { applicationKey, isPrivateKey } from "../../backend/api";
import { type Line, secretLine } from "../../ground/one-line";
import { askHidden } from "../terminal/hidden";
import type { Claim } from "./claims-file";

/** The key of a claim, or why there is none: what follows "the key". */
export async function keyOf({ key, sdkAppId }: Pick<Claim, "key" | "sdkAppId">, path: string): Promise<Line> {
  if (key === undefined) {
    const typed = (
      await askHidden(`SDKSecretKey of ${sdkAppId} (not shown; nothing leaves it out): `)
    ).trim();
    return typed === "" ? { fault: "isn't given" } : keyText(typed);
  }
  const folder = dirname(resolve(path));
  const ground = { trust: trustIn(process.env), repository: repositoryOf(folder) };
  const why = whyUntrusted(key, folder, undefined, ground);
  if (why !== undefined) return { fault: why };
  if (key.from === "env")
    return named(`is in ${key.name}, which`, secretInVariable(key.name, process.env, keyText));
  const file = resolve(folder, key.path);
  return named(`is in ${file}, which`, secretInFile(file, keyText));
}

/** The lines of a private key may stand in one, with \\n between them, as variables of some CI systems have them. */
function keyText(given: string): Line {
  const line = isPrivateKey(given) ? { text: given.replaceAll("\\n", "\n").trim() } : secretLine(given);
  if ("fault" in line) return line;
  const text = applicationKey(line.text);
  return text === undefined
    ? { fault: "is neither a SDKSecretKey nor the private key of an ECDSA key pair in PEM, not encrypted" }
    : { text };
}

const named = (where: string, line: Line): Line =>
  "text" in line ? line : { fault: `${where} ${line.fault}` };
