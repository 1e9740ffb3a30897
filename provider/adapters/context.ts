import { Client } from "../client/client";
import { connect, projectRoot } from "../client/endpoint";
import { BackendUnavailable } from "../client/errors";
import { Departures } from "../lifecycle/departures";
import { Holders } from "../lifecycle/holders";
import type { Session } from "../lifecycle/kind";
import type { Notice } from "../lifecycle/notice";
import { type Declaration, type Reporter, reporterOver, type Voice } from "../lifecycle/reporter";
import { type ProviderSettings, readSettings } from "../lifecycle/settings";
import { Vault } from "../lifecycle/vault";

/** What the provider of one run shares among all kinds and verbs: one connection, one account, one reporter. */
export class ProviderContext {
  /** Write-only secrets on their way from a check to the operation that sends them. */
  readonly vault = new Vault();
  /** Which applications may go in this run. */
  readonly departures = new Departures();
  readonly #client: Client;
  readonly #holders = new Holders();
  #holdsState = false;
  #previews = false;

  private constructor(
    readonly settings: ProviderSettings,
    client: Client,
    readonly reporter: Reporter,
    private readonly cancelled: AbortSignal | undefined,
  ) {
    this.#client = client;
  }

  /** Reads the settings and connects; nothing of the backend is opened yet. */
  static async make(
    config: (key: string) => string | undefined,
    voice: Voice,
    cancelled: AbortSignal | undefined,
  ): Promise<ProviderContext> {
    const settings = readSettings(config, process.env);
    const { endpoint, serviceEndpoints: services, credentials, allowHttp } = settings;
    const transport = await connect(endpoint, projectRoot(process.cwd()), {
      services,
      credentials,
      allowHttp,
    });
    // Being cancelled ends operations, not the run: an id that a call of it brings home must still be heard.
    const client = new Client(transport, new AbortController().signal);
    return new ProviderContext(settings, client, reporterOver(voice), cancelled);
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
    return this.#client.close();
  }

  /** What a verb works with. `startsBackend` lets the first creation of all make the embedded backend. */
  async session(options: { startsBackend: boolean } = { startsBackend: false }): Promise<Session> {
    const mayCreateBackend = options.startsBackend && !this.#holdsState;
    const account = await this.#client.account({ mayCreateBackend });
    const { settings, reporter, vault, departures, cancelled } = this;
    const run = { settings, reporter, vault, departures, cancelled };
    return { client: this.#client, holders: this.#holders, account, ...run };
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
