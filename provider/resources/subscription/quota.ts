import { DescribeTrials, type ResponseOf, type SubscriptionProduct } from "../../../backend/api";
import type { Failure } from "../../../ground/bag";
import type { Session } from "../../lifecycle/kind";
import { isUnknown } from "../../lifecycle/properties/unknown";
import type { Declaration } from "../../lifecycle/run/reporter";
import { parseApplicationId } from "../application/id";

interface Trial {
  readonly application: unknown;
  readonly product: SubscriptionProduct;
}

type Trials = ResponseOf<typeof DescribeTrials>;

/** What a run claims, and how things stood before it: what it has claimed already must not count twice. */
class Forecast {
  readonly #claims = new Map<string, Trial>();
  readonly #before = new Map<number | undefined, Promise<Trials>>();
  #account: Promise<Trials> | undefined;

  /** The trials that this run claims, this one included, of the call pack or of everything else. */
  with(trial: Trial, { urn }: Declaration): Trial[] {
    this.#claims.set(urn, trial);
    return [...this.#claims.values()].filter(({ product }) => isPack(product) === isPack(trial.product));
  }

  async claimed({ client }: Session, SdkAppId: number | undefined): Promise<Trials> {
    const known = this.#before.get(SdkAppId) ?? client.call(DescribeTrials, { SdkAppId });
    this.#before.set(SdkAppId, known);
    this.#account ??= known;
    return { ...(await known), Account: (await this.#account).Account };
  }
}

const isPack = (product: SubscriptionProduct): boolean => product === "call-pack";

/** Foresees the quotas of trials, those that this run claims elsewhere included. */
export async function foreseeTrials(session: Session, trial: Trial, about: Declaration): Promise<Failure[]> {
  const forecast = session.memory.of(Forecast);
  const ofRun = forecast.with(trial, about);
  const { application, product } = trial;
  const id = typeof application === "string" && !isUnknown(application) ? application : undefined;
  const before = await forecast.claimed(session, id === undefined ? undefined : parseApplicationId(id));
  const ofApplication = isPack(product) ? before.CallPack : before.Application;
  const here = ofApplication.Claimed + ofRun.filter((one) => one.application === id).length;
  if (id !== undefined && here > ofApplication.Limit)
    return [tooMany(here, `Application ${id}`, ofApplication.Limit, "TrialsPerApplication")];
  const all = before.Account.Claimed + ofRun.length;
  if (isPack(product) || all <= before.Account.Limit) return [];
  return [tooMany(all, "this account", before.Account.Limit, "TrialsPerAccount")];
}

const tooMany = (count: number, of: string, limit: number, code: string): Failure => ({
  path: "edition",
  reason: `would be trial ${count} of ${of}, and at most ${limit} may be claimed, those that ended or whose application is gone included (LimitExceeded.${code}); declare an edition to buy it, or leave the trial out`,
});
