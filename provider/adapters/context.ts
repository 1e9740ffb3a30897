import { explain, UserError } from "../../ground/errors";
import { projectRoot } from "../../ground/project-file";
import { Client } from "../client/client";
import { type Connect, connect } from "../client/endpoint";
import { BackendUnavailable } from "../client/errors";
import type { Session, TypeToken } from "../lifecycle/kind";
import type { DeclarationParts } from "../lifecycle/run/declaration";
import { Departures } from "../lifecycle/run/departures";
import { Holders } from "../lifecycle/run/holders";
import { Memory } from "../lifecycle/run/memory";
import type { Notice } from "../lifecycle/run/notice";
import { type Declaration, type Reporter, reporterOver, type Voice } from "../lifecycle/run/reporter";
import { Vault } from "../lifecycle/run/vault";
import { type ProviderSettings, readSettings } from "../lifecycle/settings";
import type { Alarm } from "../lifecycle/timeouts";
import { changedSince, underEnvironment, withHint } from "./last-config";
import { type Config, dereferenced } from "./stack-config";
import { typeToken } from "./type-token";

/** Where settings lead. */
interface Reached {
  readonly settings: ProviderSettings;
  readonly client: Client;
  readonly memory: Memory;
}

type Reaching = Pick<Ways, "cancelled"> & { readonly connecting: Connect };

async function reach(config: Config, { connecting, cancelled }: Reaching): Promise<Reached> {
  const settings = readSettings(config, process.env);
  const { endpoint, serviceEndpoints: services, credentials, allowHttp, uin } = settings;
  const options = { services, credentials, allowHttp, uin };
  const transport = await connecting(endpoint, projectRoot(process.cwd()), options);
  // Being cancelled ends what waits in the run, not the run: an id that a call of it brings home must still be heard.
  const run = new Client(transport, new AbortController().signal);
  return { settings, client: cancelled ? run.bound(cancelled) : run, memory: new Memory() };
}

/** Reaches the backend and asks it once, so that a wrong key pair or a dead endpoint shows here. */
async function answering(config: Config, ways: Reaching): Promise<Reached> {
  const reached = await reach(config, ways);
  try {
    await reached.client.account();
    return reached;
  } catch (error) {
    await reached.client.close();
    throw error;
  }
}

/** What an adapter decides of a run. */
export interface Ways {
  /** Aborts when the run is cancelled; undefined where nobody would know. */
  readonly cancelled?: AbortSignal | undefined;
  /** Reaches the backend that the configuration names. */
  readonly connecting?: Connect | undefined;
  /** What timeouts are measured by; the process's own time unless given. */
  readonly alarm?: Alarm | undefined;
  /** The types by which the engine knows the kinds; those of dynamic resources unless given. */
  readonly typeToken?: TypeToken | undefined;
  /** Whether the configuration isn't what the stack's file says, as that of a provider which a program makes. */
  readonly isOwnConfig?: boolean | undefined;
}

/** What the provider of one run shares among all kinds and verbs: one connection, one account, one reporter. */
export class ProviderContext {
  /** Write-only secrets on their way from a check to the operation that sends them. */
  readonly vault = new Vault();
  /** Which applications may go in this run. */
  readonly departures = new Departures();
  readonly typeToken: TypeToken;
  readonly #holders = new Holders();
  #holdsState = false;
  #previews = false;
  #runsProgram = false;
  #isHinted = false;
  #isToldOfChanges = false;
  #asLastUp: Promise<void> | undefined;

  private constructor(
    private readonly config: Config,
    private reached: Reached,
    readonly reporter: Reporter,
    private readonly ways: Ways & Reaching,
  ) {
    this.typeToken = ways.typeToken ?? typeToken;
  }

  /** Reads the settings and connects; nothing of the backend is opened yet. */
  static async make(config: Config, voice: Voice, ways: Ways = {}): Promise<ProviderContext> {
    const all = { ...ways, connecting: ways.connecting ?? connect };
    const looked = dereferenced(config, projectRoot(process.cwd()), process.env);
    return new ProviderContext(config, await reach(looked, all), reporterOver(voice), all);
  }

  get settings(): ProviderSettings {
    return this.reached.settings;
  }

  /** Remembers that a program runs: what config says is then of now. */
  heedProgram(): void {
    this.#runsProgram = true;
  }

  /** Remembers that resources of some backend exist: from then on a missing one is never made anew. */
  holdState(): void {
    this.#holdsState = true;
  }

  /** Remembers whether the program says that this run only previews; the engine tells that to no provider. */
  heedPreview(isPreview: boolean): void {
    this.#previews = isPreview;
  }

  /** Tells what a planned change does, at a preview only: what carries it out says it by itself. */
  forewarn(about: Declaration, notices: readonly Notice[]): void {
    if (!this.#previews) return;
    for (const one of notices) this.reporter.notice(about, one);
  }

  /** Lets go of the connection; nothing may be asked any more. */
  close(): Promise<void> {
    return this.reached.client.close();
  }

  /** What a verb works with. `startsBackend` lets the first creation of all make the embedded backend. */
  async session(options: { startsBackend: boolean } = { startsBackend: false }): Promise<Session> {
    const mayCreateBackend = options.startsBackend && !this.#holdsState;
    const { settings, client, memory } = this.reached;
    const account = await client.account({ mayCreateBackend });
    if (settings.uin !== undefined && account.Uin !== settings.uin) {
      throw new UserError(
        `tencentrtc:uin (or TENCENTRTC_UIN) is ${settings.uin}, and the endpoint and the key pair are those of the account ${account.Uin}: nothing was changed`,
      );
    }
    const elsewhere = Object.keys(settings.serviceEndpoints);
    if (account.Executor === "operator" && elsewhere.length > 0) {
      throw new UserError(
        `tencentrtc:serviceEndpoints names an endpoint of ${elsewhere.join(", ")}, and the account ${account.Uin} is real: its backend asks Tencent Cloud itself, and there is no second way. Take the setting out; nothing was changed`,
      );
    }
    const { reporter, typeToken, vault, departures } = this;
    const { cancelled, alarm } = this.ways;
    const run = { settings, reporter, typeToken, vault, departures, cancelled, alarm };
    return { client, memory, holders: this.#holders, account, ...run };
  }

  /**
   * Works as `work` does, in what may be a run without a program: config is that of the last `up` then, and what became
   * of it since is sought in the environment, and told.
   */
  async asLastUp<T>(
    declaration: DeclarationParts | undefined,
    work: (session: Session) => Promise<T>,
  ): Promise<T> {
    if (this.#runsProgram) return work(await this.session());
    try {
      this.#asLastUp ??= this.#findNow(declaration).catch((error: unknown) => {
        this.#asLastUp = undefined;
        throw error;
      });
      await this.#asLastUp;
      return await work(await this.session());
    } catch (error) {
      const hinted = this.#isHinted ? error : withHint(error, this.config);
      this.#isHinted ||= hinted !== error;
      throw hinted;
    }
  }

  async #findNow(declaration: DeclarationParts | undefined): Promise<void> {
    const root = projectRoot(process.cwd());
    const changed =
      declaration && !this.ways.isOwnConfig ? changedSince(this.config, root, declaration) : undefined;
    if (changed !== undefined && !this.#isToldOfChanges) this.reporter.warn(undefined, changed);
    this.#isToldOfChanges = true;
    try {
      await this.session();
    } catch (error) {
      const other = underEnvironment(this.config, process.env, error);
      if (other === undefined) throw error;
      const others = dereferenced(other, root, process.env);
      const reached = await answering(others, this.ways).catch(() => undefined);
      if (reached === undefined) throw error;
      this.reporter.warn(
        undefined,
        `${explain(error)}; so this run uses what the environment has instead of it`,
      );
      await this.reached.client.close();
      this.reached = reached;
    }
  }

  /** The session where a backend is there, nothing where none has been made yet: what a preview may look at. */
  async sessionIfAny(): Promise<Session | undefined> {
    try {
      return await this.session();
    } catch (error) {
      if (error instanceof BackendUnavailable && error.reason === "missing") return undefined;
      throw error;
    }
  }
}
