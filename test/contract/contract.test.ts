import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { doors, type OpenedStore, openContract, openFile } from "./doors";
import { contractSuite } from "./suite";

/** Every database that can stand behind a backend. */
const databases: Readonly<Record<string, () => Promise<OpenedStore>>> = {
  SQLite: async () => {
    const folder = mkdtempSync(join(tmpdir(), "tencentrtc-contract-"));
    const store = await openFile(join(folder, "backend.db"));
    return { store, remove: () => rmSync(folder, { recursive: true, force: true }) };
  },
};

for (const [database, open] of Object.entries(databases)) {
  for (const [door, enter] of Object.entries(doors)) {
    describe(`a backend ${door} on ${database}`, () => {
      contractSuite((settings) => openContract(enter, open, settings));
    });
  }
}
