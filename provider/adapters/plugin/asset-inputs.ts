import { type Bag, type Failure, isBag } from "../../../ground/bag";
import { printPath } from "../../../ground/issue";
import type { Kind } from "../../lifecycle/kind";
import { unknownValue } from "../../lifecycle/properties/unknown";
import { fieldsOfAny } from "../../lifecycle/properties/variants";
import { fileContents } from "../file-contents";
import { isAsset } from "./wire/properties";

/** Inputs with the contents of assets, in base64, wherever a kind takes files. */
export async function withContents(
  kind: Kind,
  inputs: Bag,
): Promise<{ readonly inputs: Bag; readonly failures: readonly Failure[] }> {
  const failures: Failure[] = [];
  const read = async (asset: Bag, path: readonly string[]) => {
    const contents = await fileContents({ path: textIn(asset.path), text: textIn(asset.text) });
    if ("text" in contents) return contents.text;
    failures.push({ path: printPath(path), reason: contents.fault });
    return unknownValue;
  };
  const filled = Object.entries(inputs).map(async ([name, value]) => {
    const schema = Object.hasOwn(kind.inputs.shape, name) ? kind.inputs.shape[name] : undefined;
    if (!schema || !isBag(value)) return [name, value] as const;
    const files = fieldsOfAny(schema, "file").map(async (field) => {
      const file = value[field];
      return [field, isAsset(file) ? await read(file, [name, field]) : file] as const;
    });
    return [name, { ...value, ...Object.fromEntries((await Promise.all(files)).filter(isGiven)) }] as const;
  });
  return { inputs: Object.fromEntries(await Promise.all(filled)), failures };
}

const isGiven = ([, value]: readonly [string, unknown]): boolean => value !== undefined;

const textIn = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
