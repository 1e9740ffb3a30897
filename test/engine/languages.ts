import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import type { Project, Run } from "./project";
import { goIsThere, installNodeSdk, pythonWithPulumi, read, root, runCommand, yamlHost } from "./sdks";

/** The steps of a program's stack, in a project that is ready to run it. */
export interface Steps {
  init(config?: Record<string, string>): Promise<void>;
  up(...flags: string[]): Promise<Run>;
  preview(...flags: string[]): Promise<Run>;
  destroy(): Promise<Run>;
}

/** How programs in a language are run by the engine through the plugin. */
export interface Language {
  readonly name: string;
  /** The program's file in a folder of its own. */
  readonly file: string;
  /** Whether it can be run here; what is missing is said aloud. */
  readonly isThere: () => boolean;
  /** Makes a project ready to run the program in `folder`. */
  readonly prepare: (project: Project, folder: string) => Steps;
}

const plugin = { providers: [{ name: "tencentrtc", path: join(root, "plugin") }] };

/** JSON is YAML too. */
const manifest = (project: Project, name: string, more: object = {}): void =>
  project.write("Pulumi.yaml", JSON.stringify({ name: "shop", runtime: { name }, plugins: plugin, ...more }));

const ofInline = (name: string): string => join(__dirname, "inline", name);

/**
 * An inline program of the Automation API: a command takes each step, and serves the program to the engine itself. The language
 * hosts of Python and Go, which no registry has, are not asked.
 */
function inline(project: Project, runtime: string, command: string, ...args: string[]): Steps {
  manifest(project, runtime);
  project.env.STACK = project.stack;
  const take = (...step: string[]) => project.run(command, ...args, ...step);
  return {
    init: async (config = {}) => {
      const { code, output } = await take("init");
      if (code !== 0) throw new Error(`the stack can't be made:\n${output}`);
      project.config(config);
    },
    up: (...flags) => take("up", ...flags),
    preview: (...flags) => take("preview", ...flags),
    destroy: () => take("destroy"),
  };
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
    manifest(project, "nodejs");
    rmSync(join(project.folder, "index.js"), { force: true });
    copyFileSync(join(folder, "index.ts"), join(project.folder, "index.ts"));
    copyFileSync(join(root, "examples/tag/tsconfig.json"), join(project.folder, "tsconfig.json"));
    return project;
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
      return inline(project, "python", python() ?? "", ofInline("run.py"), join(folder, "__main__.py"));
    },
  },
  {
    name: "Go",
    file: "main.go",
    isThere: () => goIsThere,
    prepare: (project, folder) => {
      const [sources, program] = [join(project.folder, "inline"), join(project.folder, "inline/program")];
      project.write(
        "inline/main.go",
        readFileSync(join(folder, "main.go"), "utf8").replace("pulumi.Run(", "inline("),
      );
      copyFileSync(ofInline("inline.go"), join(sources, "inline.go"));
      // The module of the SDK does without the sums of what the Automation API needs besides. With another version of Pulumi's SDK,
      // a build of this with -mod=mod adds the new ones to the copy of go.sum.
      project.write("inline/go.mod", read("sdk/go.mod"));
      project.write("inline/go.sum", read("sdk/go.sum") + readFileSync(ofInline("automation.sum"), "utf8"));
      const options = ["-mod=readonly", `-modfile=${join(sources, "go.mod")}`, "-o", program];
      const files = ["main.go", "inline.go"].map((name) => join(sources, name));
      runCommand("go", ["build", ...options, ...files], { cwd: join(root, "sdk"), env: { GOWORK: "off" } });
      return inline(project, "go", program);
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
    manifest(project, "yaml", { main: "program" });
    return project;
  },
};
