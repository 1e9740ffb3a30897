import fc from "fast-check";
import {
  DeleteAdminAccount,
  DisableApplication,
  ModifyApplication,
  TagResources,
  UnTagResources,
} from "../../backend/api";
import { inputs } from "../depth";
import { AppsProject } from "./apps-project";
import { Console } from "./backend";

const count = 20;
const names = Array.from({ length: count }, (_, index) => `app_${String(index).padStart(2, "0")}`);

/** One change behind the files' back, and what of it the report shows. */
const changes = [
  {
    what: "name",
    act: (backend: Console, SdkAppId: number) =>
      backend.call(ModifyApplication, { SdkAppId, Name: "by_hand" }),
    shows: (name: string) => ({ what: "name", declared: name, actual: "by_hand" }),
  },
  {
    what: "description",
    act: (backend: Console, SdkAppId: number) =>
      backend.call(ModifyApplication, { SdkAppId, Description: "by_hand" }),
    shows: () => ({ what: "description", declared: "", actual: "by_hand" }),
  },
  {
    what: "status",
    act: (backend: Console, SdkAppId: number) => backend.call(DisableApplication, { SdkAppId }),
    shows: () => ({ what: "enabled", declared: true, actual: false }),
  },
  {
    what: "a tag's value",
    act: (backend: Console, SdkAppId: number) =>
      backend.call(TagResources, {
        ResourceList: [resource(SdkAppId)],
        Tags: [{ TagKey: "team", TagValue: "sales" }],
      }),
    shows: () => ({ what: "tags.team", declared: "support", actual: "sales" }),
  },
  {
    what: "a tag's absence",
    act: (backend: Console, SdkAppId: number) =>
      backend.call(UnTagResources, { ResourceList: [resource(SdkAppId)], TagKeys: ["team"] }),
    shows: () => ({ what: "tags.team", declared: "support" }),
  },
  {
    what: "somebody else's tag",
    act: (backend: Console, SdkAppId: number) =>
      backend.call(TagResources, {
        ResourceList: [resource(SdkAppId)],
        Tags: [{ TagKey: "theirs", TagValue: "x" }],
      }),
    shows: () => undefined,
  },
  {
    what: "an account's absence",
    act: (backend: Console, SdkAppId: number) =>
      backend.call(DeleteAdminAccount, { SdkAppId, UserId: "ops" }),
    shows: () => ({ what: "", declared: "present", actual: "gone" }),
  },
] as const;

const resource = (SdkAppId: number) => `qcs::im::uin/100000000001:sdkappid/${SdkAppId}`;

test("drift after random changes lists exactly these, and up mends them", async () => {
  const project = new AppsProject();
  const backend = new Console(project.backendFile);
  for (const name of names) {
    project.write(
      `apps/${name}.yaml`,
      `application: ${name}\nproducts: [chat]\nregion: singapore\ntags: { team: support }\nadmins: [ops]\n`,
    );
  }
  project.done("up", "--yes", "--fast");
  const ids = new Map((await backend.applications()).map(({ Name, SdkAppId }) => [Name, SdkAppId]));

  const rounds = fc.sample(
    fc.array(fc.option(fc.nat(changes.length - 1)), { minLength: count, maxLength: count }),
    inputs(2),
  );
  for (const round of rounds) {
    const expected: object[] = [];
    for (const [index, name] of names.entries()) {
      const change = changes[round[index] ?? -1];
      const id = ids.get(name);
      if (!change || id === undefined) continue;
      await change.act(backend, id);
      await backend.settled(id);
      const shown = change.shows(name);
      if (shown) expected.push({ application: name, sdkAppId: String(id), ...shown });
    }
    const { code, stdout } = project.command("drift", "--json");
    const drift: Record<string, unknown>[] = JSON.parse(stdout).stacks[0].drift;
    expect(drift).toMatchObject(
      expected.map((one) => ({ ...one, since: expect.any(String), by: "console" })),
    );
    expect(code).toBe(expected.length > 0 ? 2 : 0);
    project.done("up", "--yes", "--fast");
    expect(project.command("drift")).toMatchObject({ code: 0 });
  }
  project.remove();
});
