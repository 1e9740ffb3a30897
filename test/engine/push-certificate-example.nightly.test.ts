import { ListPushCertificates } from "../../backend/api";
import { Console } from "./backend";
import { Project } from "./project";

const SdkAppId = 1999000001;
const listed = async (backend: Console) =>
  (await backend.call(ListPushCertificates, { SdkAppId })).PushCertificates;

describe("the example of push certificates", () => {
  const project = new Project({ example: "push-certificate" });
  const backend = new Console(project.backendFile);
  afterAll(() => project.remove());

  test("comes up, and a second run changes nothing", async () => {
    await project.init();
    expect(await project.preview()).toMatchObject({
      code: 0,
      output: expect.stringContaining("4 to create"),
    });
    expect(await project.up()).toMatchObject({ code: 0, output: expect.stringContaining("4 created") });
    expect(await project.preview("--refresh", "--expect-no-changes")).toMatchObject({ code: 0 });
    const certificates = await listed(backend);
    const [ios, huawei] = ["com.example.shop", "104512345"].map((app) =>
      certificates.find(({ App }) => App === app),
    );
    expect(await project.outputs()).toEqual({
      iosBusinessId: ios?.CertificateId,
      iosExpires: ios?.NotAfter,
      timpushConfigs: `${JSON.stringify(
        {
          huaweiBadgeClassName: "com.example.shop.MainActivity",
          huaweiPushBussinessId: String(huawei?.CertificateId),
        },
        null,
        2,
      )}\n`,
    });
  });

  test("destroy says what becomes unreachable, and leaves nothing", async () => {
    const destroy = await project.destroy();
    expect(destroy).toMatchObject({ code: 0, output: expect.stringContaining("4 deleted") });
    // Both at once, or one after the other.
    expect(destroy.output).toMatch(/pushes-stop: .*\d+\/\d+ of apns-p12/);
    // Once, however many there are.
    expect(destroy.output.match(/makes pushes unreachable.*can't be undone/g)).toHaveLength(1);
    expect(await backend.applications()).toEqual([]);
    expect(await project.resources()).toEqual([]);
  });
});
