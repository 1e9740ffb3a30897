import { cpSync, existsSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { share, testAtNight } from "../depth";
import { Console } from "./backend";
import { Project } from "./project";

/** A missing, different or unusable backend is never mistaken for "everything is gone". */
describe("the management backend", () => {
  let project: Project;
  let folder: string;
  const body = `
    const support = new rtc.Application("support", { products: ["chat"], region: "singapore" });
    new rtc.AdminAccount("bot", { application: support, userId: "bot" });
  `;
  beforeEach(async () => {
    project = new Project();
    folder = join(project.folder, ".tencentrtc");
    await project.init();
    project.program(body);
    expect(await project.up()).toMatchObject({ code: 0 });
  });
  afterEach(() => project.remove());

  const verbs = ["refresh", "up --refresh", "destroy", "preview --refresh"];
  const run = (verb: string) => {
    const [name, ...args] = verb.split(" ");
    if (name === "refresh") return project.refresh();
    if (name === "destroy") return project.destroy();
    return name === "up" ? project.up(...args) : project.preview(...args);
  };

  const harms = [
    {
      name: "missing",
      harm: () => renameSync(folder, `${folder}.away`),
      says: /backend\.db/,
      mend: () => {
        expect(existsSync(folder)).toBe(false);
        renameSync(`${folder}.away`, folder);
      },
    },
    {
      name: "another one in the same place",
      harm: async () => {
        const other = new Project();
        await other.init();
        other.program(body);
        expect(await other.up()).toMatchObject({ code: 0 });
        renameSync(folder, `${folder}.away`);
        cpSync(join(other.folder, ".tencentrtc"), folder, { recursive: true });
        other.remove();
      },
      says: /WrongBackend/,
      mend: () => {
        rmSync(folder, { recursive: true });
        renameSync(`${folder}.away`, folder);
      },
    },
    {
      name: "not a database",
      harm: () => {
        cpSync(folder, `${folder}.away`, { recursive: true });
        for (const end of ["-wal", "-shm"]) rmSync(`${project.backendFile}${end}`, { force: true });
        writeFileSync(project.backendFile, "this is no database, it is a note about groceries".repeat(100));
      },
      says: /backend\.db/,
      mend: () => {
        rmSync(folder, { recursive: true });
        renameSync(`${folder}.away`, folder);
      },
    },
    {
      name: "without its key",
      harm: () => renameSync(`${project.backendFile}.key`, join(project.folder, "key.away")),
      says: /key/,
      mend: () => renameSync(join(project.folder, "key.away"), `${project.backendFile}.key`),
    },
  ];
  test.each(share(harms))(
    "$name: verbs fail, the state stays, nothing is made",
    async ({ harm, says, mend }) => {
      await harm();
      for (const verb of share(verbs, 2)) {
        const { code, output } = await run(verb);
        expect({ verb, code }).not.toEqual({ verb, code: 0 });
        expect(output).toMatch(says);
        expect(output).not.toMatch(/\n\s+at /);
      }
      expect((await project.resources()).map((resource) => resource.id)).toEqual([
        "1999000001",
        "1999000001/bot",
      ]);
      mend();
      expect(await project.preview("--refresh", "--expect-no-changes")).toMatchObject({ code: 0 });
    },
  );

  const declarations = [
    {
      name: "beside the old ones",
      text: `${body} new rtc.Application("second", { products: ["chat"], region: "tokyo" });`,
    },
    {
      name: "instead of them",
      text: 'new rtc.Application("renamed", { products: ["chat"], region: "tokyo" });',
    },
  ];
  test.each(share(declarations, 2))(
    "no new application makes a missing backend anew while the state holds others: $name",
    async ({ text }) => {
      renameSync(folder, `${folder}.away`);
      project.program(text);
      const run = await project.up();
      expect(run.code).not.toBe(0);
      expect(run.output).toContain("is missing");
      expect(run.output).not.toMatch(/\n\s+at /);
      expect(existsSync(project.backendFile)).toBe(false);
      expect((await project.resources()).map((resource) => resource.id)).toEqual([
        "1999000001",
        "1999000001/bot",
      ]);
    },
  );

  testAtNight(
    "two people with the same stack name on one backend: warned, and nothing is deleted twice",
    async () => {
      const second = new Project();
      await second.init({ "tencentrtc:endpoint": `file:${project.backendFile}` });
      second.program(body);
      const up = await second.up();
      expect(up).toMatchObject({ code: 0 });
      expect(up.output).toContain("somebody else uses the same organisation, project and stack name");
      const first = await project.destroy();
      expect(first).toMatchObject({
        code: 0,
        output: expect.stringContaining("taken over by another declaration"),
      });
      const backend = new Console(project.backendFile);
      expect((await backend.applications()).map((one) => one.Status)).toEqual(["Normal"]);
      expect(await second.destroy()).toMatchObject({ code: 0 });
      expect(await backend.applications()).toEqual([]);
      second.remove();
    },
  );
});

test("a slow configure under parallel verbs never reaches another backend", async () => {
  const project = new Project();
  await project.init({ "tencentrtc:endpoint": "file:elsewhere/backend.db" });
  project.program(
    `for (let i = 0; i < 6; i++) {
      const app = new rtc.Application("app" + i, { products: ["chat"], region: "singapore" });
      new rtc.AdminAccount("bot" + i, { application: app, userId: "bot" });
    }`,
  );
  project.hook("slow-configure.cjs");
  expect(await project.up()).toMatchObject({ code: 0 });
  expect(await project.refresh()).toMatchObject({ code: 0 });
  expect((await project.resources()).length).toBe(12);
  expect(await project.destroy()).toMatchObject({ code: 0 });
  expect(existsSync(project.backendFile)).toBe(false);
  expect(await new Console(join(project.folder, "elsewhere/backend.db")).applications()).toEqual([]);
  project.remove();
});
