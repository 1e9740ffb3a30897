import { type ApplicationRecord, DescribeAccount, ListOwners } from "../../../backend/api";
import type { Failure } from "../../../ground/bag";
import { BackendUnavailable } from "../../client/errors";
import { everyApplication } from "../../client/every-application";
import type { Proposal, Session } from "../../lifecycle/kind";
import { type DeclarationParts, printDeclaration, stackPrefix } from "../../lifecycle/run/declaration";

/** What is certain of the account's applications when this run ends, as far as the run has told. */
interface Forecast {
  readonly limit: number;
  readonly live: number;
  /** Live applications of this stack: each will be deleted unless the run still declares it. */
  readonly owned: ReadonlySet<string>;
  readonly kept: Set<string>;
  readonly created: Set<string>;
}

/** The run's one forecast; the next resource makes it anew where an answer was lost, which must not fail the rest. */
class Forecasts {
  #known: Promise<Forecast> | undefined;

  of(session: Session, declaration: DeclarationParts): Promise<Forecast> {
    this.#known ??= readForecast(session, declaration).catch((error: unknown) => {
      this.#known = undefined;
      throw error;
    });
    return this.#known;
  }
}

/**
 * Foresees the quota of applications: live ones, minus those of this stack that the run may still drop, plus
 * those it creates. It speaks up only when no order of events could fit; the backend decides in any case.
 */
export async function foreseeQuota(
  session: Session,
  { inputs, olds, declaration }: Proposal,
): Promise<Failure[]> {
  const owner = printDeclaration(declaration);
  const forecast = await session.memory.of(Forecasts).of(session, declaration);
  if (olds !== undefined || forecast.owned.has(owner)) forecast.kept.add(owner);
  else if (inputs.adopt === undefined) forecast.created.add(owner);
  const withDeleting = certain(forecast);
  if (forecast.created.size === 0 || withDeleting <= forecast.limit) return [];
  const deleting = await deletingApplications(session);
  if (!deleting) return [];
  const leaving = deleting.filter(({ Owner }) => !mayBeDropped(forecast, Owner));
  const atLeast = withDeleting - leaving.length;
  if (atLeast <= forecast.limit) return [];
  return [
    {
      path: "",
      reason:
        `one application too many: the account holds ${forecast.live} of at most ${forecast.limit}, and this run would leave at least ${atLeast}. ` +
        "A disabled application still counts. Delete one that is no longer needed, or ask Tencent Cloud for a higher quota",
    },
  ];
}

const mayBeDropped = ({ owned, kept }: Forecast, owner: string | null): boolean =>
  owner !== null && owned.has(owner) && !kept.has(owner);

/** How many there are when the run ends whatever happens, those under deletion included. */
function certain(forecast: Forecast): number {
  const dropped = [...forecast.owned].filter((owner) => mayBeDropped(forecast, owner)).length;
  return forecast.live - dropped + forecast.created.size;
}

/**
 * An application under deletion holds its place until it is gone, which may be before this run needs it.
 * Undefined where so many come and go, perhaps by this very run, that nobody can tell.
 */
async function deletingApplications({ client }: Session): Promise<ApplicationRecord[] | undefined> {
  try {
    const applications = await everyApplication(client);
    return applications.filter(({ Status }) => Status === "Deleting");
  } catch (error) {
    if (error instanceof BackendUnavailable && error.reason === "busy") return undefined;
    throw error;
  }
}

async function readForecast(session: Session, declaration: DeclarationParts): Promise<Forecast> {
  const [account, { Owners }] = await Promise.all([
    session.client.call(DescribeAccount, {}),
    session.client.call(ListOwners, { Prefix: stackPrefix(declaration) }),
  ]);
  return {
    limit: account.Settings.ApplicationsPerAccount,
    live: account.Applications,
    owned: new Set(Owners.map((entry) => entry.Owner)),
    kept: new Set(),
    created: new Set(),
  };
}
