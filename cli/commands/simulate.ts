import { Argument, type Command } from "commander";
import { EditionName, SimulateSubscription } from "../../backend/api";
import { UserError } from "../../ground/errors";
import { refusalIn } from "../../provider/client/gone";
import { parseSubscriptionId } from "../../provider/resources/subscription/id";
import { subscriptions } from "../../provider/resources/subscription/look-up";
import { asPerson, type OneAccountOptions, withOneAccount } from "../accounts/backend";
import { print, printJson } from "../terminal/screen";

const events = SimulateSubscription.request.shape.Event.options;
type Event = (typeof events)[number];

export function addSimulate(program: Command): void {
  withOneAccount(program.command("simulate"))
    .summary("do to a package what support and billing do")
    .description(
      "Does to a package of a simulated account what support and billing do: a refund, an upgrade or a downgrade by\n" +
        "ticket (of a Chat package also to free-trial, after which its application can be deleted), arrears and their\n" +
        "payment, used bonus minutes, its end. `pulumi preview --refresh --diff` shows what follows.",
    )
    .addArgument(new Argument("<event>").choices(events))
    .argument("<package>", "its id: <SDKAppID>/<product>, for example 1999000001/chat")
    .option("--edition <edition>", "what an upgrade or a downgrade leads to")
    .action(simulate);
}

async function simulate(
  event: Event,
  id: string,
  options: OneAccountOptions & { readonly edition?: string },
): Promise<void> {
  const key = parseSubscriptionId(id);
  const Edition = options.edition === undefined ? undefined : editionOf(options.edition);
  const entry = await asPerson(
    options,
    async (client) => {
      await client.call(SimulateSubscription, { ...key, Event: event, Edition });
      return client.look(subscriptions, key);
    },
    "admin",
  );
  if (entry.Outcome !== "Found") throw new UserError(refusalIn(entry));
  const { Status, Edition: edition, ExpireTime } = entry.Subscription;
  if (options.json) printJson({ id, status: Status, edition, expireTime: ExpireTime });
  else print(`simulated: package ${id} is ${Status}, "${edition}", until ${ExpireTime}.`);
}

function editionOf(text: string) {
  const edition = EditionName.safeParse(text);
  if (!edition.success) throw new UserError(`--edition ${edition.error.issues[0]?.message}`);
  return edition.data;
}
