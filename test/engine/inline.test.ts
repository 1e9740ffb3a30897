import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { promisify } from "node:util";
import { Project } from "./project";

interface Told {
  /** Whether the step ended well. */
  readonly ok: boolean;
  readonly says: string;
  readonly isThere: boolean;
}

/** Runs `steps` in one process, in which `up(stack, program)` runs an inline program of the Automation API. */
async function inOneProcess(project: Project, steps: string): Promise<Record<string, Told>> {
  project.write(
    "inline.js",
    `
      const { existsSync, renameSync } = require("node:fs");
      const { LocalWorkspace } = require("@pulumi/pulumi/automation");
      const rtc = require("pulumi-tencentrtc");
      const app = (name) => new rtc.Application(name, { products: ["chat"], region: "singapore" });
      const told = {};
      const up = async (what, stackName, names, config = {}) => {
        const program = async () => void names.map(app);
        const stack = await LocalWorkspace.createOrSelectStack(
          { stackName, projectName: "shop", program },
          { workDir: process.cwd() },
        );
        for (const [key, value] of Object.entries(config)) await stack.setConfig(key, { value });
        const step = await stack.up().then(
          () => ({ ok: true, says: "" }),
          (error) => ({ ok: false, says: String(error) }),
        );
        told[what] = { ...step, isThere: existsSync(".tencentrtc") };
      };
      const hide = () => renameSync(".tencentrtc", "away");
      const restore = () => existsSync(".tencentrtc") || renameSync("away", ".tencentrtc");
      (async () => {
        ${steps}
        console.log(JSON.stringify(told));
      })();
    `,
  );
  const { stdout } = await promisify(execFile)(process.execPath, ["inline.js"], {
    cwd: project.folder,
    env: project.env,
  });
  return JSON.parse(stdout);
}

test("each run of one process asks anew whether its backend is missing", async () => {
  const project = new Project();
  try {
    const told = await inOneProcess(
      project,
      `
        await up("first", "dev", ["support"]);
        hide();
        await up("lost", "dev", ["sales"]);
        await up("another stack", "prod", ["support"], { "tencentrtc:endpoint": "file:prod/backend.db" });
        restore();
        await up("restored", "dev", ["support", "sales"]);
      `,
    );
    expect(told).toEqual({
      first: { ok: true, says: "", isThere: true },
      lost: {
        ok: false,
        says: expect.stringMatching(/backend file:\.tencentrtc\/backend\.db \(.+\) is missing/),
        isThere: false,
      },
      "another stack": { ok: true, says: "", isThere: false },
      restored: { ok: true, says: "", isThere: true },
    });
    expect(existsSync(project.backendFile)).toBe(true);
  } finally {
    project.remove();
  }
});
