import { dirname, resolve } from "node:path";
import { repositoryOf } from "../../apps/load/destination";
import { secretInFile, secretInVariable } from "../../apps/load/secret-values";
import { trustIn, whyUntrusted } from "../../apps/load/trust/trust";
import type { Line } from "../../ground/one-line";
import { askHidden } from "../terminal/hidden";
import type { Claim } from "./claims-file";

/** The key of a claim, or why there is none: what follows "the key". */
export async function keyOf({ key, sdkAppId }: Pick<Claim, "key" | "sdkAppId">, path: string): Promise<Line> {
  if (key === undefined) {
    const typed = (
      await askHidden(`SDKSecretKey of ${sdkAppId} (not shown; nothing leaves it out): `)
    ).trim();
    return typed === "" ? { fault: "isn't given" } : { text: typed };
  }
  const folder = dirname(resolve(path));
  const ground = { trust: trustIn(process.env), repository: repositoryOf(folder) };
  const why = whyUntrusted(key, folder, undefined, ground);
  if (why !== undefined) return { fault: why };
  if (key.from === "env") return named(`is in ${key.name}, which`, secretInVariable(key.name, process.env));
  const file = resolve(folder, key.path);
  return named(`is in ${file}, which`, secretInFile(file));
}

const named = (where: string, line: Line): Line =>
  "text" in line ? line : { fault: `${where} ${line.fault}` };
