import type { Change, Session } from "./kind";

/** What a creation answers that may be a repetition. */
interface Made {
  readonly Replayed: boolean;
  readonly CreatedTime: string;
}

/** Says that a creation has found what an earlier run of the declaration had made. @param title `Application 1400000001` */
export function warnOfReplay(
  { reporter }: Session,
  { about }: Pick<Change<unknown>, "about">,
  title: string,
  { Replayed, CreatedTime }: Made,
): void {
  if (!Replayed) return;
  reporter.warn(
    about,
    `${title} had already been made at ${CreatedTime} by this declaration, in a run that didn't finish; this run continues with it. ` +
      "If it is not from a run of yours, somebody else uses the same organisation, project and stack name: give one of them another name",
  );
}
