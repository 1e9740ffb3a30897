import type { WebhookRow } from "../../store";
import type { Key } from "../webhook/row";

interface Change {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** What was there before; undefined where nothing was. */
  readonly before: WebhookRow | undefined;
}

/** Webhooks remembered at once; where there are more all are shown as they are. */
const capacity = 10_000;

/**
 * What was there before the latest changes, which a look shows for a while, as Tencent may. A server forgets it when it
 * ends.
 */
export class LateWebhooks {
  readonly #changes = new Map<string, readonly Change[]>();

  /** Notes a change. @param visibleAfter milliseconds until it is shown */
  changed(key: Key, change: Change, visibleAfter: number): void {
    const open = this.#open(key, change.at, visibleAfter);
    this.#changes.delete(nameOf(key));
    if (visibleAfter <= 0) return;
    if (this.#changes.size >= capacity) this.#changes.clear();
    this.#changes.set(nameOf(key), [...open, change]);
  }

  /** What a look shows. @param held what is there @param visibleAfter milliseconds until a change is shown */
  shown(
    key: Key,
    held: WebhookRow | undefined,
    { now, visibleAfter }: { readonly now: number; readonly visibleAfter: number },
  ): WebhookRow | undefined {
    const [first] = this.#open(key, now, visibleAfter);
    return first ? first.before : held;
  }

  /** Changes that aren't shown yet. */
  #open(key: Key, now: number, visibleAfter: number): readonly Change[] {
    return (this.#changes.get(nameOf(key)) ?? []).filter(({ at }) => now < at + visibleAfter);
  }
}

const nameOf = ({ SdkAppId, Product }: Key): string => `${SdkAppId}/${Product}`;
