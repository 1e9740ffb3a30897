import { ApplicationSource } from "../../apps/load/application-source";
import { errorsInFiles } from "../../cli/fleet/errors-in-files";

const text = `application: support
products: [chat]
region: singapore
tags: { team: a }
admins:
  - ops
  - { userId: bot }
environments:
  prod:
    region: frankfurt
  dev: {}
`;
const target = (environment: string) => ({
  sources: [new ApplicationSource("apps/support.yaml", text)],
  environment,
});
const frame = "pulumi-nodejs:dynamic/tencentrtc:Application resource 'support'";

test.each([
  [
    "of an application",
    "dev",
    "support: creating Application: no",
    "1:14: support: creating Application: no",
  ],
  ["of what hangs on it", "dev", "support/bot: is no", "7:5: support/bot: is no"],
  ["of a property", "dev", `support: ${frame} has a problem: region: no`, "3:9: support: region: no"],
  [
    "of another environment's",
    "prod",
    `support: ${frame} has a problem: region: no`,
    "10:13: support: region: no",
  ],
  [
    "of a property's part",
    "dev",
    `support: ${frame} has a problem: tags.team: no`,
    "4:15: support: tags.team: no",
  ],
  [
    "of a property that the engine names",
    "dev",
    `support: ${frame}: property region value {hid: den} has a problem: no`,
    "3:9: support: region: no",
  ],
])("an error %s has its place in the file", (_, environment, error, said) => {
  expect(errorsInFiles(target(environment), [error])).toEqual([`apps/support.yaml:${said}`]);
});

test.each(["the engine's up failed: no", "gone: no file has it", "alone"])("%j has no place", (error) => {
  expect(errorsInFiles(target("dev"), [error])).toEqual([error]);
});
