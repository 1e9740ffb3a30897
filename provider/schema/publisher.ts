/**
 * Who publishes the package and what its SDKs are called (docs/decisions/020): the names under which each language's users
 * find them. Without these a generated SDK calls itself `@pulumi/tencentrtc`, as if it were Pulumi's own.
 */
const repository = "https://github.com/pulumi-tencentrtc/pulumi-tencentrtc";

export const publisher = {
  publisher: "pulumi-tencentrtc",
  homepage: repository,
  repository,
  pluginDownloadURL: repository.replace("https://github.com/", "github://api.github.com/"),
};

const readme = `Tencent RTC and Chat applications (SDKAppIDs) as Pulumi resources.

Generated from the package schema. Documentation: ${repository}`;

export const languages = {
  nodejs: {
    // The package that isn't generated has the name without the ending: both can be in one program.
    packageName: "pulumi-tencentrtc-sdk",
    packageDescription: "Tencent RTC and Chat applications (SDKAppIDs) as Pulumi resources.",
    dependencies: { "@pulumi/pulumi": "^3.140.0" },
    devDependencies: { typescript: "^5.0.0" },
    readme,
    respectSchemaVersion: true,
  },
  python: {
    packageName: "pulumi_tencentrtc",
    pyproject: { enabled: true },
    readme,
    requires: { pulumi: ">=3.140.0,<4.0.0" },
    respectSchemaVersion: true,
  },
  go: {
    importBasePath: `${repository.replace("https://", "")}/sdk/go/tencentrtc`,
    generateResourceContainerTypes: true,
    respectSchemaVersion: true,
  },
  csharp: {
    rootNamespace: "PulumiTencentRtc",
    namespaces: { tencentrtc: "TencentRtc" },
    packageReferences: { Pulumi: "3.*" },
    respectSchemaVersion: true,
  },
  java: {
    basePackage: "io.github.pulumitencentrtc",
    buildFiles: "gradle",
    dependencies: { "com.pulumi:pulumi": "1.0.0" },
  },
};
