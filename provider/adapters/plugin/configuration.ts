import { ConfigureResponse, DiffResponse } from "@pulumi/pulumi/proto/provider_pb";
import type { Bag } from "../../../ground/bag";
import { CutOff, UserError } from "../../../ground/errors";
import { projectRoot } from "../../../ground/project-file";
import { shownEndpoint } from "../../client/endpoint-password";
import { isDeepEqual } from "../../lifecycle/diff";
import { containsUnknown } from "../../lifecycle/properties/unknown";
import type { Voice } from "../../lifecycle/run/reporter";
import { credentialKeys, namespace, readSettings, refusalOfUnknown } from "../../lifecycle/settings";
import { packageToken } from "../../schema/names";
import { ProviderContext, type Ways } from "../context";
import { errorInWords } from "../error-in-words";
import { type Config, dereferenced } from "../stack-config";
import { readUrn } from "./urn";
import { marksOfNames } from "./which-are-secret";
import type { RequestOf, ResponseOf } from "./wire/calls";
import { withMarks } from "./wire/properties";

/** What the engine itself keeps among a provider's settings. */
const ofEngine = ["version", "pluginDownloadURL"];

/** The settings of one provider, from the engine's first word of them to the connection that they lead to. */
export class Configuration {
  #context: Promise<ProviderContext> | undefined;
  /** What ends the waits of a run, by the connection on which an engine has begun it. */
  readonly #runs = new Map<string, AbortController>();

  constructor(
    private readonly voice: () => Voice,
    private readonly ways: Pick<Ways, "connecting" | "alarm">,
  ) {}

  /** What the verbs work with. An engine whose settings aren't known yet configures no provider, and asks it nothing. */
  readonly configured = (): Promise<ProviderContext> =>
    this.#context ?? Promise.reject(new UserError("the provider was never configured"));

  check(request: RequestOf<"checkConfig">): ResponseOf<"checkConfig"> {
    const inputs = request.news.bag;
    const failures = faultsIn(inputs, readUrn(request.urn).declaration.project).map((reason) => ({
      property: "",
      reason,
    }));
    return { inputs: withMarks(inputs, marksOfNames(secretNames(inputs))), failures };
  }

  /**
   * Every difference is an update, since on none the engine keeps the settings of before. Where a resource lives is in
   * its own state: no settings replace it, whatever they were, those of a dynamic provider included.
   */
  diff(request: RequestOf<"diffConfig">): DiffResponse {
    const [olds, news] = [request.olds.bag, request.news.bag];
    const names = [...new Set([...Object.keys(olds), ...Object.keys(news)])];
    const changed = names.filter((name) => !isDeepEqual(olds[name], news[name]));
    const { DIFF_NONE, DIFF_SOME } = DiffResponse.DiffChanges;
    const isKnown = !containsUnknown(news);
    return new DiffResponse()
      .setChanges(changed.length === 0 && isKnown ? DIFF_NONE : DIFF_SOME)
      .setDiffsList(changed);
  }

  /**
   * Connects, without a word to the backend. In a debugger every provider of a program comes here: the last one counts.
   *
   * @param connection which one of the engine it came on
   */
  async configure(request: RequestOf<"configure">, connection: string): Promise<ConfigureResponse> {
    const before = this.#context;
    const run = new AbortController();
    this.#runs.set(connection, run);
    const making = ProviderContext.make(configOf(request.args.bag), this.voice(), {
      cancelled: run.signal,
      ...this.ways,
      typeToken: ({ name }) => packageToken(name),
      isOwnConfig: !isDefault(request.urn),
    });
    this.#context = making;
    await making;
    await before?.then((context) => context.close()).catch(() => {});
    return new ConfigureResponse()
      .setAcceptsecrets(true)
      .setSupportspreview(true)
      .setSupportsAutonamingConfiguration(true);
  }

  /**
   * Ends the waits of the run that was configured on this connection. Each provider of an engine has one of its own, and
   * newer engines also say Cancel when they are done with one: a process that serves several, or several runs in turn, goes
   * on with the others.
   */
  cancel(connection: string): void {
    this.#runs.get(connection)?.abort(new CutOff("cancelled"));
    this.#runs.delete(connection);
  }

  async close(): Promise<void> {
    await this.#context?.then((context) => context.close()).catch(() => {});
  }
}

/** The engine makes a provider from the stack's config for resources without one: `default`, `default_0_1_0`. */
const isDefault = (urn: string): boolean => urn === "" || /^default(_|$)/.test(readUrn(urn).declaration.name);

/** Settings as texts: the engine passes some of a program's own provider as JSON, some as they are. */
const configOf =
  (inputs: Bag): Config =>
  (key) => {
    const value = inputs[key.slice(namespace.length)];
    if (value === undefined || value === null) return undefined;
    return typeof value === "string" ? value : JSON.stringify(value);
  };

/** What is wrong with settings, as far as they are known; none of it repeats a value. */
function faultsIn(inputs: Bag, project: string): string[] {
  const names = Object.keys(inputs).filter((name) => !ofEngine.includes(name) && !name.startsWith("__"));
  const misspelt = refusalOfUnknown(
    names.map((name) => `${namespace}${name}`),
    project,
  );
  if (misspelt !== undefined) return [misspelt];
  if (containsUnknown(inputs)) return [];
  try {
    readSettings(dereferenced(configOf(inputs), projectRoot(process.cwd()), process.env), process.env);
    return [];
  } catch (error) {
    return [errorInWords(error)];
  }
}

/** The engine passes all settings in clear, and keeps those in its state that are called secret here as secrets. */
const secretNames = ({ endpoint, ...inputs }: Bag): string[] => [
  ...credentialKeys.filter((name) => inputs[name] !== undefined),
  ...(typeof endpoint === "string" && shownEndpoint(endpoint) !== endpoint ? ["endpoint"] : []),
];
