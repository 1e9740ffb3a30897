import { resolve } from "node:path";
import { Project } from "./project";

/** A project whose engine starts the plugin, as the engine itself finds it: by the project's file. */
export const withPlugin = (): Project => {
  const project = new Project();
  const folder = JSON.stringify(resolve(__dirname, "../../plugin"));
  const yaml = project.read("Pulumi.yaml");
  project.write(
    "Pulumi.yaml",
    `${yaml}plugins:\n  providers:\n    - { name: tencentrtc, path: ${folder} }\n`,
  );
  return project;
};

/** What an SDK made from the schema comes down to, as far as these programs use it. */
export const classes = `
  const names = ["name", "description", "region", "sdkAppId", "secretKey", "status", "address"];
  const outputs = Object.fromEntries(names.map((name) => [name, undefined]));
  const kind = (name) => class extends pulumi.CustomResource {
    constructor(own, args, opts) { super("tencentrtc:index:" + name, own, { ...outputs, ...args }, opts); }
    static get(own, id, opts) { return new this(own, undefined, { ...opts, id }); }
  };
  const [Application, AdminAccount, PushCertificate, Subscription, Tag, Webhook] =
    ["Application", "AdminAccount", "PushCertificate", "Subscription", "Tag", "Webhook"].map(kind);
  class Provider extends pulumi.ProviderResource {
    constructor(own, args, opts) { super("tencentrtc", own, args, opts); }
  }
`;
