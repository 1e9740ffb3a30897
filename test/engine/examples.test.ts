import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { share } from "../depth";
import { Console } from "./backend";
import { Project } from "./project";

const root = resolve(__dirname, "../..");
const folder = join(root, "examples");

/** Every program but the quickstart, which takes another provider's plugin and has a test of its own. */
const examples = readdirSync(folder).filter(
  (name) => name !== "quickstart" && existsSync(join(folder, name, "index.ts")),
);

/** The kind that an example is about: `admin-account` has an `AdminAccount`. */
const kindOf = (name: string): string =>
  name.replace(/(^|-)[a-z]/g, (letter) => letter.slice(-1).toUpperCase());

test.each(share(examples, examples.length))(
  "examples/%s comes up, settles, and is destroyed without a trace",
  async (name) => {
    const project = new Project({ example: name });
    try {
      await project.init();

      const made = await project.up();
      expect([made.code, made.code === 0 ? "" : made.output]).toEqual([0, ""]);
      const types = (await project.resources()).map(({ type }) => type);
      expect(types).toContain(`pulumi-nodejs:dynamic/tencentrtc:${kindOf(name)}`);

      // What was made is found by look-ups from the second run on: those may change outputs, never resources.
      const { output } = await project.up();
      expect(output).toContain(`${types.length + 1} unchanged`);

      const gone = await project.destroy();
      expect([gone.code, gone.code === 0 ? "" : gone.output]).toEqual([0, ""]);
      expect(await new Console(project.backendFile).applications()).toEqual([]);
    } finally {
      project.remove();
    }
  },
);
