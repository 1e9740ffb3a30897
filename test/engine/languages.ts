import { copyFileSync, cpSync, mkdirSync, rmSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import type { Project } from "./project";
import { goIsThere, installNodeSdk, pythonWithPulumi, root, runCommand, yamlHost } from "./sdks";

/** How programs in a language are run by the engine through the plugin. */
export interface Language {
  readonly name: string;
  /** The program's file in a folder of its own. */
  readonly file: string;
  /** Whether it can be run here; what is missing is said aloud. */
  readonly isThere: () => boolean;
  /** Makes a project ready to run the program in `folder`. */
  readonly prepare: (project: Project, folder: string) => void;
}

const plugin = { providers: [{ name: "tencentrtc", path: join(root, "plugin") }] };

/** JSON is YAML too. */
const manifest = (project: Project, runtime: object, more: object = {}): void =>
  project.write("Pulumi.yaml", JSON.stringify({ name: "shop", runtime, plugins: plugin, ...more }));

/** A project that runs one command, by the stand-in for the hosts that no registry has. */
function runs(project: Project, ...command: string[]): void {
  manifest(project, { name: "exec", options: { command } });
  project.env.PATH = [join(__dirname, "hosts"), project.env.PATH].join(delimiter);
}

/** Found once, and only where it is needed: it may have to be installed or built. */
const once = (find: () => string | undefined): (() => string | undefined) => {
  let found: { readonly path: string | undefined } | undefined;
  return () => {
    found ??= { path: find() };
    return found.path;
  };
};
const python = once(pythonWithPulumi);
const yaml = once(yamlHost);

export const typescript: Language = {
  name: "TypeScript",
  file: "index.ts",
  isThere: () => true,
  prepare: (project, folder) => {
    installNodeSdk(project);
    for (const name of ["typescript", "@types"]) project.link(name, join(root, "node_modules", name));
    manifest(project, { name: "nodejs" });
    rmSync(join(project.folder, "index.js"), { force: true });
    copyFileSync(join(folder, "index.ts"), join(project.folder, "index.ts"));
    copyFileSync(join(root, "examples/tag/tsconfig.json"), join(project.folder, "tsconfig.json"));
  },
};

export const languages: readonly Language[] = [
  typescript,
  {
    name: "Python",
    file: "__main__.py",
    isThere: () => python() !== undefined,
    prepare: (project, folder) => {
      const sdk = join(project.folder, "sdk");
      const packages = join(project.folder, "packages");
      // In a copy: a build leaves files beside the sources. With what the Python has, nothing is downloaded.
      cpSync(join(root, "sdk/python"), sdk, { recursive: true });
      const offline = ["--no-deps", "--no-build-isolation", "--disable-pip-version-check", "--quiet"];
      runCommand(python() ?? "", ["-m", "pip", "install", ...offline, "--target", packages, sdk]);
      project.env.PYTHONPATH = packages;
      runs(project, python() ?? "", join(__dirname, "hosts/run.py"), join(folder, "__main__.py"));
    },
  },
  {
    name: "Go",
    file: "main.go",
    isThere: () => goIsThere,
    prepare: (project, folder) => {
      const program = join(project.folder, "program");
      const env = { GOWORK: "off", GOFLAGS: "-mod=readonly" };
      runCommand("go", ["build", "-o", program, join(folder, "main.go")], { cwd: join(root, "sdk"), env });
      runs(project, program);
    },
  },
];

export const inYaml: Language = {
  name: "YAML",
  file: "Pulumi.yaml",
  isThere: () => yaml() !== undefined,
  prepare: (project, folder) => {
    project.env.PATH = [dirname(yaml() ?? ""), project.env.PATH].join(delimiter);
    mkdirSync(join(project.folder, "program"));
    copyFileSync(join(folder, "Pulumi.yaml"), join(project.folder, "program/Main.yaml"));
    manifest(project, { name: "yaml" }, { main: "program" });
  },
};
