import { randomUUID } from "node:crypto";
import type { Transport } from "../../../provider/client/transport";
import { RealBackend, uin } from "../../backend/service/real-backend";
import type { Config } from "../engine/provider-process";
import { MiniEngine } from "../mini-engine";

/** A real account with one enrolled application, for a provider; Tencent Cloud is played. */
export class RealAccount {
  #stacks = 0;

  private constructor(readonly real: RealBackend) {}

  /** @param options.credentials whether the backend has a key pair of the account at Tencent Cloud */
  static async open({ credentials = false } = {}): Promise<RealAccount> {
    const real = await RealBackend.open();
    if (credentials) real.withCredentials();
    await real.enrol();
    return new RealAccount(real);
  }

  /** @param readsSecrets whether the key pair at hand may read secret keys; @param account whose it is */
  engine(config: Config = {}, readsSecrets = true, account = uin): MiniEngine {
    this.#stacks += 1;
    const service = this.real.service();
    const transport = (): Transport => ({
      requestsPerSecond: Number.POSITIVE_INFINITY,
      pollEveryMs: 20,
      call: (action, request) => {
        const actor = { kind: "provider", readsSecrets } as const;
        return service.call(action, request, { uin: account, actor, requestId: randomUUID() });
      },
      close: async () => {},
    });
    return new MiniEngine({ config, transport }, `stack${this.#stacks}`);
  }

  close(): Promise<void> {
    return this.real.close();
  }
}
