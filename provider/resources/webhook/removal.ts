import { DeleteWebhook, ReleaseWebhook } from "../../../backend/api";
import { isGoneOrGoing } from "../../client/gone";
import type { Removal, Session } from "../../lifecycle/kind";
import { printDeclaration } from "../../lifecycle/run/declaration";
import { declarationIn, isImported } from "../../lifecycle/state";
import { parseWebhookId } from "./id";
import { webhookNow } from "./look-up";
import { contentsIn, inWords, isAs, isOfStack } from "./standing";

/** Deletes what was set, and leaves what was adopted or what others have set since. Gone already is success. */
export async function removeWebhook(session: Session, { id, state, about }: Removal): Promise<void> {
  const key = parseWebhookId(id);
  const { client, reporter } = session;
  const declaration = declarationIn(state);
  try {
    if (state.adopt === true) {
      await client.call(ReleaseWebhook, { ...key, Owner: printDeclaration(declaration) });
      return reporter.info(about, `webhook ${id} stays, and nothing here manages it any more`);
    }
    const record = await webhookNow(session, key);
    if (!record) return reporter.info(about, `webhook ${id} was gone already`);
    // A refresh puts into the state what others have set: that it is there says nothing of who did it.
    const isOurs =
      record.Owner === null
        ? isImported(state) && isAs(session, record, contentsIn(state))
        : isOfStack(record, declaration);
    if (!isOurs) {
      return reporter.warn(
        about,
        `webhook ${id} isn't what was set here any more and was left alone: ${inWords(record)}`,
      );
    }
    await client.call(DeleteWebhook, { ...key, Revision: record.Revision });
  } catch (error) {
    if (!isGoneOrGoing(error, "Webhook")) throw error;
    reporter.info(about, `webhook ${id} was gone already`);
  }
}
