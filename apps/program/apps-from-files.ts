import * as pulumi from "@pulumi/pulumi";
import type { Bag } from "../../ground/bag";
import { suggestion } from "../../ground/suggestion";
import type { Kind } from "../../provider/lifecycle/kind";
import { oncePerRun } from "../../sdk/dynamic/program/per-run";
import type { Application } from "../../sdk/dynamic/resources/application";
import { onApplication } from "../../sdk/dynamic/resources/application-id";
import type { Way } from "../../sdk/dynamic/resources/way";
import type { Declared } from "../format/declared";
import { handedOut, type Made } from "../format/handed-out";
import { defaultAccount } from "../format/names";
import type { ApplicationSource } from "../load/application-source";
import { accountOf, loadFleet } from "../load/fleet";
import { inOrder, type Mistake, printMistakes } from "../load/mistake";
import { ApplicationFromFile, EntryFromFile } from "./from-file";
import { declaredBelow, type InState, isApplication } from "./in-state";
import { asInState, releaseOf } from "./release";
import { revealed } from "./secrets";

/** Arguments of AppsFromFiles: files, environment and account. */
export interface AppsFromFilesArgs {
  /** Files, or patterns of files (`apps/*.yaml`), relative to the project's folder. */
  readonly path: string | readonly string[];
  /** The environment to declare; of a file that names environments its own layer is laid over the rest. */
  readonly environment: string;
  /** Only files of this account are declared; `default`, that of files that name none, unless told. */
  readonly account?: string;
  /**
   * Whether the plugin `pulumi-resource-tencentrtc` makes the resources, which the engine then has to find; the provider
   * of the classes does unless told. Either takes over, without a change, what the other one has made.
   */
  readonly plugin?: boolean;
}

/** Files that have been read already, instead of their paths. */
interface Read {
  readonly sources: readonly ApplicationSource[];
  readonly environment: string;
  readonly way: Way;
}

/** The type of the component in every URN below it: never changes. */
const componentType = "tencentrtc:apps:AppsFromFiles";

/** What all components of a run declare, to tell what is in the state without a file. */
const declaredNames = oncePerRun(async () => new Set<string>());

/**
 * The applications that YAML or JSON files declare, with everything that hangs on them.
 *
 * A file that is gone destroys nothing: while the stack still has its application, every run fails before anything is
 * deleted, and says how to go on.
 *
 * @example
 * ```ts
 * const apps = new AppsFromFiles("apps", { path: "apps/*.yaml", environment: "prod" });
 * export const supportId = apps.applications.support?.sdkAppId;
 * ```
 */
export class AppsFromFiles extends pulumi.ComponentResource {
  /** Applications by their names in files, without those that are being released. */
  readonly applications: Readonly<Record<string, Application>>;
  /** SDKAppID by what files call the application. */
  readonly sdkAppIds: pulumi.Output<Record<string, number>>;
  /**
   * What `tencentrtc outputs` prints, to be a stack's output: of each application `sdkAppId`, `region`, `secretKey` (a
   * secret), `adminAccounts`, and `certificates` with the ids that shipped clients report.
   */
  readonly handedOut: Readonly<Record<string, Bag>>;
  /**
   * Fails where the stack has applications that no file declares. An inline program of the Automation API awaits it;
   * in every other program its failure ends the run by itself.
   */
  readonly settled: Promise<void>;

  constructor(name: string, args: AppsFromFilesArgs, opts?: pulumi.ComponentResourceOptions);
  /** @internal */
  constructor(name: string, args: AppsFromFilesArgs | Read, opts?: pulumi.ComponentResourceOptions);
  constructor(name: string, args: AppsFromFilesArgs | Read, opts?: pulumi.ComponentResourceOptions) {
    super(componentType, name, {}, opts);
    const { environment } = args;
    const way = wayOf(args);
    const here = ("sources" in args ? args.sources : read(args)).filter((source) =>
      source.existsIn(environment),
    );
    // The command has opened them already.
    mustHaveSecrets(here, environment, !("sources" in args));
    const released = here.filter((source) => source.isReleasedIn(environment));
    const kept = here.filter((source) => !source.isReleasedIn(environment));
    const declared = kept.map((source) => ({
      key: source.layers?.application ?? "",
      ...declare(
        source.declaredIn(environment).map((one) => revealedIn(one, source.folder)),
        { parent: this, way },
      ),
    }));
    const made = declared.flatMap(({ key, application }) =>
      application ? [[key, application] as const] : [],
    );
    this.applications = Object.fromEntries(made);
    this.handedOut = handedOut(declared.flatMap((one) => one.made));
    this.sdkAppIds = pulumi.output(Object.fromEntries(made.map(([key, { sdkAppId }]) => [key, sdkAppId])));
    this.settled = this.#finish(here, released, environment, way);
    const outputs = () => ({ sdkAppIds: this.sdkAppIds });
    this.registerOutputs(this.settled.then(outputs, outputs));
    // Left unhandled, so that Pulumi fails a program in which nobody awaits it.
    void this.settled.then();
  }

  /** What needs to know the state: who is gone without being released, and how far a release has got. */
  async #finish(
    here: readonly ApplicationSource[],
    released: readonly ApplicationSource[],
    environment: string,
    way: Way,
  ): Promise<void> {
    const declared = await declaredNames();
    for (const { layers } of here) if (layers) declared.add(layers.application);
    const inState = await declaredBelow(componentType);
    const gone = inState.filter((one) => isApplication(one) && !declared.has(one.declaration.name));
    const states = new Map(inState.map(({ declaration, outputs }) => [declaration.name, outputs]));
    // Once the state says of everything that it is to stay, leaving it out gives it up.
    const releases = released
      .map((source) => releaseOf(source, environment, states))
      .filter(({ hasLetGo }) => !hasLetGo);
    const faults = [
      ...gone.map((one) => withoutFile(one, environment)),
      ...releases.flatMap(({ faults }) => faults),
    ];
    // Only a program that fails keeps the engine from deleting what it doesn't declare.
    if (faults.length > 0) throw new pulumi.RunError(faults.join("\n"));
    for (const { resources } of releases) declare(resources, { parent: this, way }, asInState);
  }
}

const wayOf = (args: AppsFromFilesArgs | Read): Way =>
  "way" in args ? args.way : { onPlugin: args.plugin === true };

const withoutFile = ({ declaration: { name }, outputs }: InState, environment: string): string =>
  `no file declares the application "${name}" (${outputs.sdkAppId}) in the environment "${environment}", and a file that is gone destroys nothing. ` +
  `Where its file was renamed or has another \`application\`, put \`application: ${name}\` back (\`name\` is what consoles show). Else bring its file back; with \`release: true\` in it the next up gives the application up, and \`tencentrtc destroy --application ${name}\` destroys it`;

function read({
  path,
  environment,
  account = defaultAccount,
}: AppsFromFilesArgs): readonly ApplicationSource[] {
  const patterns = typeof path === "string" ? [path] : path;
  const { sources, faults, unmatched } = loadFleet(patterns, process.cwd(), undefined);
  if (faults.length + unmatched.length > 0) throw unusable([...faults, ...unmatched]);
  const known = [...new Set(sources.flatMap(({ environments }) => environments))].sort();
  if (known.length > 0 && !known.includes(environment))
    throw new pulumi.RunError(
      `no file has the environment "${environment}"; ${suggestion(environment, known)}`,
    );
  return sources.filter(({ layers }) => layers && accountOf(layers) === account);
}

/**
 * Before anything is made: a run that fails half-way leaves half of a fleet. All of it at once: the engine stops at the
 * first mistake.
 */
function mustHaveSecrets(sources: readonly ApplicationSource[], environment: string, opens: boolean): void {
  const config = new pulumi.Config();
  const hasConfig = (key: string) => config.getSecret(key) !== undefined;
  const missing = sources.flatMap((source) =>
    source.missingSecrets(environment, { variables: process.env, hasConfig }),
  );
  const wrong = (opens ? sources : []).flatMap(
    (source) => source.openedNow(process.env, [environment]).faults,
  );
  if (missing.length + wrong.length > 0) throw unusable(inOrder([...missing, ...wrong]));
}

const unusable = (faults: readonly Mistake[]): pulumi.RunError =>
  new pulumi.RunError(`the files can't be used:\n${printMistakes(faults)}`);

const revealedIn = (one: Declared, folder: string): Declared => ({
  ...one,
  inputs: revealed(one.kind, one.inputs, folder),
});

/** Makes an application and what hangs on it, with its secrets at hand. */
function declare(
  resources: readonly Declared[],
  { parent, way }: { readonly parent: pulumi.Resource; readonly way: Way },
  optionsOf: (resource: Declared) => pulumi.CustomResourceOptions = () => ({}),
): { readonly application: Application | undefined; readonly made: readonly Made[] } {
  let application: ApplicationFromFile | undefined;
  const made: Made[] = [];
  const entries = new Map<Kind, EntryFromFile[]>();
  for (const resource of resources) {
    const { kind, section, name, inputs } = resource;
    const options = { parent, ...optionsOf(resource) };
    if (!section) {
      application = new ApplicationFromFile(way, name, inputs, options);
      made.push({ kind: kind.name, name, outputs: { ...application } });
    } else if (application) {
      const args = { ...inputs, ...onApplication({ application }) };
      const entry = new EntryFromFile(way, section, name, args, {
        ...options,
        ...(!section.letGo && { deletedWith: application }),
        ...(section.after && { dependsOn: entries.get(section.after) ?? [] }),
      });
      entries.set(kind, [...(entries.get(kind) ?? []), entry]);
      made.push({ kind: kind.name, name, outputs: { ...entry } });
    }
  }
  return { application, made };
}
