import { Console } from "./backend";
import { Project } from "./project";

test("first", async () => {
  const project = new Project();
  await project.init();
  project.program(`
    const app = new rtc.Application("support", { products: ["chat"], region: "singapore", tags: { team: "support" } });
    const bot = new rtc.AdminAccount("bot", { application: app, userId: "bot" });
    const tag = new rtc.Tag("cost", { application: app, key: "cost", value: "4711" });
    exports.id = app.sdkAppId; exports.key = app.secretKey; exports.status = app.status;
  `);
  for (const args of [["up"], ["up", "--expect-no-changes"]]) {
    const t = Date.now();
    const r = await project.pulumi(...args, "--yes", "--skip-preview", "--stack", "dev");
    console.log(r.code, Date.now() - t, r.output);
  }
  console.log(project.stateText());
  console.log((await project.preview("--refresh", "--diff")).output);
  const d = await project.destroy();
  console.log(d.code, d.output);
  console.log(await new Console(project.backendFile).applications());
}, 120000);
