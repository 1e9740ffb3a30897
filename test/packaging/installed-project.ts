import { Project } from "../engine/project";

/** A Pulumi project whose packages a package manager has installed: nothing is linked from this checkout. */
export class InstalledProject extends Project {
  constructor(...options: ConstructorParameters<typeof Project>) {
    super(...options);
    // Loads as it does for everybody.
    delete this.env.NODE_OPTIONS;
  }

  override link(): void {}
}

/** Two resources, in every way of writing a program. */
export const programs = {
  commonjs: `
    const rtc = require("pulumi-tencentrtc");
    const support = new rtc.Application("support", { products: ["chat"], region: "singapore" });
    new rtc.AdminAccount("ops", { application: support, userId: "ops_admin" });
    exports.sdkAppId = support.sdkAppId;
  `,
  esm: `
    import { AdminAccount, Application } from "pulumi-tencentrtc";
    const support = new Application("support", { products: ["chat"], region: "singapore" });
    new AdminAccount("ops", { application: support, userId: "ops_admin" });
    export const sdkAppId = support.sdkAppId;
  `,
  typescript: `
    import * as pulumi from "@pulumi/pulumi";
    import * as rtc from "pulumi-tencentrtc";
    const support = new rtc.Application("support", { products: ["chat"], region: "singapore" });
    new rtc.AdminAccount("ops", { application: support, userId: "ops_admin" });
    export const sdkAppId: pulumi.Output<number> = support.sdkAppId;
  `,
};

/**
 * The whole life of the program's two resources. Everything after `up` reaches the handlers by the text in the
 * state alone, and the warning of the destroy shows that the provider's own messages arrive.
 */
export async function liveThrough(project: Project): Promise<void> {
  await project.init();
  const up = await project.up();
  expect(up).toMatchObject({ code: 0, output: expect.stringContaining("3 created") });
  expect(up.output).toMatch(/sdkAppId\s*: 1999\d{6}/);
  expect(await project.preview("--refresh", "--expect-no-changes")).toMatchObject({ code: 0 });
  const destroy = await project.destroy();
  expect(destroy).toMatchObject({ code: 0, output: expect.stringContaining("3 deleted") });
  expect(destroy.output).toMatch(/warning: service-stops: disabling Application 1999\d{6}/);
}
