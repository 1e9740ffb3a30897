import {
  DeleteAdminAccount,
  DeleteApplication,
  DisableApplication,
  ModifyApplication,
  TagResources,
  UnTagResources,
} from "../../backend/api";
import { testAtNight } from "../depth";
import { Console } from "./backend";
import { Project } from "./project";

const id = 1999000001;
const Resource = `qcs::im::uin/100000000001:sdkappid/${id}`;

describe("what a person in the console changes", () => {
  const project = new Project();
  const backend = new Console(project.backendFile);
  beforeAll(async () => {
    await project.init();
    project.program(`
      const support = new rtc.Application("support", {
        products: ["chat"], region: "singapore", tags: { team: "support" }, description: "declared",
      });
      new rtc.AdminAccount("bot", { application: support, userId: "bot" });
      new rtc.Tag("cost", { application: support, key: "cost", value: "1" });
    `);
    expect(await project.up()).toMatchObject({ code: 0 });
  });
  afterAll(() => project.remove());

  const changes: {
    name: string;
    act: () => Promise<unknown>;
    shows: string[];
    mended: () => Promise<unknown>;
    as: unknown;
  }[] = [
    {
      name: "a description shows as that, and up puts it back",
      act: () => backend.call(ModifyApplication, { SdkAppId: id, Description: "by_hand" }),
      shows: ['~ description: "by_hand" => "declared"'],
      mended: async () => (await backend.application(id)).Description,
      as: "declared",
    },
    {
      name: "a disabled application shows as enabled: false",
      act: () => backend.call(DisableApplication, { SdkAppId: id }),
      shows: ["~ enabled: false => true"],
      mended: async () => (await backend.application(id)).Status,
      as: "Normal",
    },
    {
      name: "deletion protection",
      act: () => backend.call(ModifyApplication, { SdkAppId: id, DeletionProtection: true }),
      shows: ["~ deletionProtection: true => false"],
      mended: async () => (await backend.application(id)).DeletionProtection,
      as: false,
    },
    {
      name: "a tag of the application and a Tag, changed; somebody else's tag is left alone",
      act: () =>
        backend.call(TagResources, {
          ResourceList: [Resource],
          Tags: [
            { TagKey: "team", TagValue: "sales" },
            { TagKey: "cost", TagValue: "9" },
            { TagKey: "theirs", TagValue: "x" },
          ],
        }),
      shows: ['~ team: "sales" => "support"', '~ value: "9" => "1"'],
      mended: () => backend.tags(id),
      as: { team: "support", cost: "1", theirs: "x" },
    },
    {
      name: "a tag of the application and a Tag, removed",
      act: () => backend.call(UnTagResources, { ResourceList: [Resource], TagKeys: ["team", "cost"] }),
      shows: ['+ team: "support"', "tencentrtc:Tag: (create)"],
      mended: () => backend.tags(id),
      as: { team: "support", cost: "1", theirs: "x" },
    },
    {
      name: "an admin account, removed",
      act: () => backend.call(DeleteAdminAccount, { SdkAppId: id, UserId: "bot" }),
      shows: ["tencentrtc:AdminAccount: (create)"],
      mended: async () => (await backend.application(id)).AdminAccounts.map((one) => one.UserId),
      as: ["administrator", "bot"],
    },
  ];

  const expectMended = async (made: typeof changes) => {
    for (const { act } of made) await act();
    await backend.settled(id);
    const { code, output } = await project.preview("--refresh", "--diff", "--expect-no-changes");
    expect(code).not.toBe(0);
    const plain = output.replace(/ +/g, " ").replaceAll(" :", ":");
    for (const text of made.flatMap(({ shows }) => shows)) expect(plain).toContain(text);
    expect(await project.up("--refresh")).toMatchObject({ code: 0 });
    for (const { mended, as } of made) expect(await mended()).toEqual(as);
    expect(await project.preview("--refresh", "--expect-no-changes")).toMatchObject({ code: 0 });
  };

  test("all of it at once", () => expectMended(changes.filter(({ name }) => !name.includes("Tag, removed"))));

  testAtNight.each(changes)("$name", (change) => expectMended([change]));

  test("a deleted application is found gone by a refresh and made anew with its children", async () => {
    await backend.call(DisableApplication, { SdkAppId: id });
    await backend.settled(id);
    await backend.call(DeleteApplication, { SdkAppId: id });
    await backend.settled(id);
    const blind = await project.up();
    expect(blind.code).toBe(0); // nothing differs that Pulumi could know of without asking
    const up = await project.up("--refresh");
    expect(up).toMatchObject({ code: 0, output: expect.stringContaining("3 created") });
    expect((await backend.applications()).map((one) => one.SdkAppId)).toEqual([id + 1]);
  });
});
