import { servePlugin } from "../../../provider/adapters/plugin/server";
import { kinds } from "../../../provider/resources";
import { Backend } from "../backend";
import { PluginDoor } from "../engine/plugin-process";
import { Recorder } from "../engine/recorder";
import { ImportDoor } from "./import-door";

test("each kind understands the id that its import shows, and refuses another form by naming this one", async () => {
  const backend = await Backend.open();
  await backend.create();
  const plugin = await servePlugin({ voice: new Recorder(), connecting: async () => backend.transport() });
  const door = new PluginDoor(plugin.port);
  try {
    await door.configure(backend.config);
    const engine = new ImportDoor(door);
    for (const { name, id } of kinds) {
      await expect(engine.imported(name, id.example)).rejects.toThrow(`there is no ${name} ${id.example}:`);
      expect(id.example).toMatch(/^1400000001(\/|$)/);
      expect(id.form.split("/")).toHaveLength(id.example.split("/").length);
      if (id.form.includes("/"))
        await expect(engine.imported(name, "1400000001")).rejects.toThrow(`is no id of the form ${id.form}`);
    }
  } finally {
    door.close();
    await plugin.close();
    await backend.close();
  }
});
