import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../ground/errors";
import { note, print } from "../terminal/screen";
import { mustTakeFiles } from "../terminal/writable";

/** What Android clients of TIMPush look for among an app's assets. */
const fileName = "timpush-configs.json";

/** The text of an application's `timpush-configs.json`; undefined where none of its certificates has a part in it. */
export interface TimpushFile {
  readonly stack: string;
  readonly application: string;
  readonly text: string | undefined;
}

/**
 * Prints the file of the one application there is, or writes each to a folder of its own below the one that is named.
 *
 * @throws UserError where there are several and no folder, or nothing for such a file.
 */
export function tellTimpush(files: readonly TimpushFile[], folder: string | undefined): void {
  const whole = files.flatMap(({ text, ...one }) => (text === undefined ? [] : [{ ...one, text }]));
  if (whole.length === 0) {
    throw new UserError(
      `none of the applications has a push certificate for ${fileName}: APNs and HarmonyOS clients get the id alone`,
    );
  }
  const [first, second] = whole;
  if (folder !== undefined) writeAll(whole, folder);
  else if (second !== undefined) {
    throw new UserError(
      `${whole.map(({ application }) => application).join(", ")} each have a ${fileName}: choose one by --application, or name a folder for all by --output`,
    );
  } else if (first) print(first.text.trimEnd());
}

function writeAll(files: readonly (TimpushFile & { readonly text: string })[], folder: string): void {
  mustTakeFiles(folder, "--output");
  const isSeveral = new Set(files.map(({ stack }) => stack)).size > 1;
  for (const { stack, application, text } of files) {
    const place = join(folder, ...(isSeveral ? [stack] : []), application);
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, fileName), text);
    note(`${join(place, fileName)} written`);
  }
}
