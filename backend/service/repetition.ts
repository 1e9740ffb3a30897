import { type Read, type SealedPlace, type Sealer, statement, type Write } from "../store";

/** Milliseconds that an answer is kept: longer than a signature is good, on both sides of its clock. */
const keptFor = 15 * 60 * 1_000;

/** Ends a handler whose request was carried out before: the answer is that of the first time. */
export class AnsweredBefore extends Error {
  override readonly name = "AnsweredBefore";

  constructor(readonly answer: unknown) {
    super("the request was carried out before");
  }
}

const placeOf = (fingerprint: string): SealedPlace => ({
  table: "request_answers",
  row: fingerprint,
  column: "answer",
});

const answerTo = statement<{ fingerprint: string }>()((db, { value }) =>
  db.selectFrom("request_answers").select("answer").where("fingerprint", "=", value("fingerprint")),
);

const forgetAnswers = statement<{ before: number }>()((db, { value }) =>
  db.deleteFrom("request_answers").where("answered_at", "<", value("before")),
);

const keepAnswer = statement<{ fingerprint: string; uin: string; answer: string; now: number }>()(
  (db, { value }) =>
    db
      .insertInto("request_answers")
      .values({
        fingerprint: value("fingerprint"),
        uin: value("uin"),
        answer: value("answer"),
        answered_at: value("now"),
      })
      .onConflict((conflict) => conflict.column("fingerprint").doUpdateSet({ answer: value("answer") })),
);

/**
 * Lets one signed request change something once, whoever sends it again and to whichever server: its answer is
 * written in the transaction that does the work. What was refused changed nothing, and is judged anew.
 */
export class Repetition {
  /** A handler may write several times; after the first the answer found is its own. */
  #isOurs = false;

  constructor(
    private readonly fingerprint: string,
    private readonly uin: string,
    private readonly sealer: Sealer,
  ) {}

  /** Runs the work of a transaction unless the request has been carried out. @throws AnsweredBefore */
  async once<T>(db: Write, now: number, work: () => Promise<T>): Promise<T> {
    if (!this.#isOurs) await this.mustBeNew(db);
    const result = await work();
    await this.#remember(db, now, result);
    return result;
  }

  /** To be called when the transaction is committed. */
  committed(): void {
    this.#isOurs = true;
  }

  /** @throws AnsweredBefore */
  async mustBeNew(db: Read): Promise<void> {
    const [row] = await answerTo(db, { fingerprint: this.fingerprint });
    if (row) throw new AnsweredBefore(JSON.parse(this.sealer.open(placeOf(this.fingerprint), row.answer)));
  }

  async #remember(db: Write, now: number, result: unknown): Promise<void> {
    // Each sixteenth clears away for the others: often enough, and transactions seldom meet over it.
    if (this.fingerprint.startsWith("0")) {
      await forgetAnswers(db, { before: now - keptFor });
    }
    const answer = this.sealer.seal(placeOf(this.fingerprint), JSON.stringify(result ?? {}));
    await keepAnswer(db, { fingerprint: this.fingerprint, uin: this.uin, answer, now });
  }
}
