/** Applications that YAML or JSON files declare, for TypeScript and JavaScript Pulumi programs. */
export { AppsFromFiles, type AppsFromFilesArgs } from "./apps-from-files";
