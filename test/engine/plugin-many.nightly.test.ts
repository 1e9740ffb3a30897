import { ListOwners } from "../../backend/api";
import { Console } from "./backend";
import { classes, withPlugin } from "./plugin-project";

const many = 300;

test("three hundred applications in parallel are made once each, settle, and are taken away", async () => {
  const project = withPlugin();
  const backend = new Console(project.backendFile);
  const program = (count: number) =>
    project.program(`${classes}
      for (let index = 0; index < ${count}; index += 1)
        new Application("app_" + index, { products: ["chat"], region: "tokyo", tags: { team: "a" } });
    `);
  try {
    await project.init();
    program(1);
    expect(await project.up()).toMatchObject({ code: 0 });
    await backend.settings({ ApplicationsPerAccount: many });
    program(many);
    expect(await project.up("--parallel", String(many))).toMatchObject({ code: 0 });
    const owners = (await backend.call(ListOwners, { Prefix: "" })).Owners.map(({ Owner }) => Owner);
    const declarations = Array.from({ length: many }, (_, index) => `::dev::shop::::app_${index}`);
    expect(owners.sort()).toEqual(declarations.sort());
    const settled = await project.up("--refresh", "--expect-no-changes", "--parallel", String(many));
    expect(settled).toMatchObject({ code: 0 });
    expect(await project.destroy("--parallel", String(many))).toMatchObject({ code: 0 });
    expect(await backend.applications()).toEqual([]);
  } finally {
    project.remove();
  }
});
