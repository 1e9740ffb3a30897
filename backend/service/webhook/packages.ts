import { runs } from "../../rules/subscription/subscriptions";
import type { ApplicationRow } from "../../store";
import { subscriptionsOf } from "../application/attached";
import type { Moment } from "../scope";
import { settled } from "../subscription/live";

/** The packages and trials that run on each of these applications, by their products. */
export async function runningPackages(
  applications: readonly ApplicationRow[],
  moment: Pick<Moment, "db" | "now">,
): Promise<ReadonlyMap<number, ReadonlySet<string>>> {
  const running = new Map<number, Set<string>>(
    applications.map(({ sdk_app_id }) => [sdk_app_id, new Set<string>()]),
  );
  for (const row of await subscriptionsOf(moment.db, [...running.keys()])) {
    const application = applications.find(({ sdk_app_id }) => sdk_app_id === row.sdk_app_id);
    if (application && runs(settled(row, application, moment), moment.now))
      running.get(row.sdk_app_id)?.add(row.product);
  }
  return running;
}

export const runningOn = async (
  application: ApplicationRow,
  moment: Pick<Moment, "db" | "now">,
): Promise<ReadonlySet<string>> =>
  (await runningPackages([application], moment)).get(application.sdk_app_id) ?? new Set();
