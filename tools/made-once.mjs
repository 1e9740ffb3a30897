// @ts-check
// A folder of the cache that takes long to make, whichever processes want it: it is complete, or made anew.
import fs from "node:fs";
import path from "node:path";
import { log } from "./command-line.mjs";
import { withLock } from "./engine/lock.mjs";

/**
 * @param {string} folder inside the cache; what it holds is told by its name, so that another content is another folder
 * @param {string} what for whoever waits: "the SDK for Python"
 * @param {() => Promise<unknown>} make fills the folder, which isn't there
 */
export async function makeOnce(folder, what, make) {
  const done = path.join(folder, "installed");
  if (fs.existsSync(done)) return;
  const onWait = () => log(`Another process installs ${what}: waiting for it.`);
  await withLock(`${folder}.lock`, { onWait }, async () => {
    if (fs.existsSync(done)) return;
    fs.rmSync(folder, { recursive: true, force: true });
    await make();
    fs.writeFileSync(done, "");
  });
}
