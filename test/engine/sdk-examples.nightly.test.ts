import { existsSync } from "node:fs";
import { join } from "node:path";
import { Console } from "./backend";
import { inYaml, languages } from "./languages";
import { Project } from "./project";
import { root, sdkExamples } from "./sdks";

describe.each([...languages, inYaml])("in $name", (language) => {
  const testOfLanguage = language.isThere() ? test : test.skip;

  testOfLanguage.each(sdkExamples())(
    "sdk/examples/%s comes up, settles, and is destroyed without a trace",
    async (example) => {
      const project = new Project();
      try {
        const stack = language.prepare(project, join(root, "sdk/examples", example));
        await stack.init({ "shop:huaweiAppSecret": "from_the_config" });
        const made = await stack.up();
        expect([made.code, made.code === 0 ? "" : made.output]).toEqual([0, ""]);
        // Look-ups may find more the second time: that changes outputs, never resources.
        expect((await stack.up()).output).toMatch(/Resources:\s+\d+ unchanged/);
        expect(await stack.destroy()).toMatchObject({ code: 0 });
        // A look-up alone makes no backend.
        if (existsSync(project.backendFile))
          expect(await new Console(project.backendFile).applications()).toEqual([]);
      } finally {
        project.remove();
      }
    },
  );
});
