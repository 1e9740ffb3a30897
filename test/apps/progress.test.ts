import type { Change } from "../../apps/engine";
import { Progress } from "../../cli/fleet/progress";

const application = (name: string): Change => ({
  change: "delete",
  kind: "Application",
  urn: `urn:pulumi:main::shop::tencentrtc:index:Application::${name}`,
  name,
  application: name,
  id: "1999000001",
  deletionPolicy: undefined,
  properties: [],
});

let lines: string[];
beforeEach(() => {
  jest.useFakeTimers();
  lines = [];
  jest.spyOn(process.stderr, "write").mockImplementation((text) => {
    lines.push(String(text));
    return true;
  });
});
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

/** Two applications that are disabled for two minutes, asked for every ten seconds. */
function destroy(progress: Progress): void {
  for (const name of ["a", "b"]) progress.started(application(name));
  for (let seconds = 0; seconds < 120; seconds += 10) {
    progress.said("progress", `Disabling, about ${120 - seconds} s left`, "a");
    jest.advanceTimersByTime(10_000);
  }
  for (const name of ["a", "b"]) progress.done(application(name));
  progress.end();
}

test("where there is no terminal, what is waited for is said now and then, and what is done at once", () => {
  destroy(new Progress(true, false));
  expect(lines).toEqual([
    "0 done, 2 running: a (Disabling, about 90 s left)\n",
    "0 done, 2 running: a (Disabling, about 60 s left)\n",
    "0 done, 2 running: a (Disabling, about 30 s left)\n",
    "Application a deleted\n",
    "Application b deleted\n",
  ]);
});

test("nothing of it is said by a run that does nothing", () => {
  destroy(new Progress(false, false));
  expect(lines).toEqual([]);
});

test("on a terminal one line stands for all of it", () => {
  destroy(new Progress(true, true));
  expect(lines.filter((line) => line.endsWith("\n"))).toEqual([
    "Application a deleted\n",
    "Application b deleted\n",
  ]);
  expect(lines).toContainEqual(expect.stringContaining("0 done, 2 running: a (Disabling, about 120 s left)"));
});
