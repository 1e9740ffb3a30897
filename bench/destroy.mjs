// @ts-check
// `pulumi destroy` of many applications through the plugin and the real engine, in two windows: what disabling takes, and
// what deleting takes. The floor is a native provider that deletes at once.
import path from "node:path";
import { log } from "../tools/command-line.mjs";
import { findEngine } from "../tools/engine.mjs";
import { setWindows } from "./behind.mjs";
import { measureOf } from "./measure.mjs";
import { applicationsOf } from "./up/graph.mjs";
import { openProject } from "./up/project.mjs";
import { record } from "./up/recording.mjs";

/** Seconds of a window: of the consoles' minutes enough that it is the windows that count. */
const WINDOW = 30;

/** The windows may take a tenth longer than they are, and the floor comes on top. @param {number} floor seconds */
const goalFor = (floor) => (2 * WINDOW * 1.1 + floor) / floor;

const modes = [
  { label: "without checkpoints", checkpoints: false },
  { label: "with checkpoints", checkpoints: true },
];

/**
 * @param {import("./main.mjs").Options} options
 * @returns {AsyncGenerator<import("./measure.mjs").Measure>}
 */
export async function* run({ n = 1, resources = 300, fast }) {
  const engine = await findEngine();
  const graph = applicationsOf(resources);
  const kinds = await record(graph, ["Application"]);
  for (const { label, checkpoints } of modes) {
    if (fast && checkpoints) continue;
    for (let round = 0; round < n; round += 1) {
      const setting = { engine, graph, kinds, checkpoints };
      const floor = await destroyed({ ...setting, variant: "native SDK" });
      const subject = await destroyed({ ...setting, variant: "plugin" });
      log(`  ${label}: ${subject.toFixed(1)} against ${floor.toFixed(1)} s`);
      yield measureOf({
        name: `destroy of ${graph.length} applications in two windows of ${WINDOW} s, against the no-op native provider, ${label}`,
        goal: goalFor(floor),
        unit: "s",
        pairs: [{ subject, floor }],
      });
    }
  }
}

/** The seconds of a destroy, after an `up` that isn't counted. @param {Parameters<typeof openProject>[0]} setting */
async function destroyed(setting) {
  const opened = await openProject(setting);
  try {
    await opened.run("up", { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" });
    if (setting.variant === "plugin")
      await setWindows(path.join(opened.folder, ".tencentrtc/backend.db"), WINDOW);
    return await opened.run("destroy");
  } finally {
    opened.end();
  }
}
