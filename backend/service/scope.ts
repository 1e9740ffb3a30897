import type { ActorKind, Executor, ParsedRequestOf, ResponseOf, Settings } from "../api";
import { type Action, ApiError } from "../api";
import type { Tencent } from "../cloud";
import type { Deed } from "../rules/activities";
import { accountTime, parseFaults } from "../rules/faults";
import { settingsOf } from "../rules/settings";
import {
  type AccountRow,
  type BackendError,
  type Read,
  type Sealer,
  type Store,
  statement,
  type Write,
} from "../store";
import { type Doer, recordDeeds } from "./activity-log";
import { sweep } from "./gone-applications";
import { Repetition } from "./repetition";

/** Who asks. Only `admin` may use the actions for the operator of a simulated account. */
export interface Actor {
  readonly kind: ActorKind;
  /** The sub-user to whom the key pair was given. */
  readonly user?: string | null;
  /** Names the key pair that signed. */
  readonly secretId?: string;
  /** Whether it may read secrets; it may unless told. */
  readonly readsSecrets?: boolean;
}

/** What a server's log is to say of a request beside how it ended. */
export interface Witness {
  /** Notes the applications whose secrets the answer holds. */
  secretsRead(sdkAppIds: readonly number[]): void;
  /** Notes why a secret doesn't open; paths and columns are for the operator only. */
  unopened(fault: BackendError): void;
}

/** What comes with a request beside its parameters. */
export interface CallContext {
  /** The account that the request is made for. */
  readonly uin: string;
  readonly actor: Actor;
  readonly requestId: string;
  /** What makes a signed request one and the same: sent again, it changes nothing and gets its first answer. */
  readonly fingerprint?: string | undefined;
  /** None in the sender's own process. */
  readonly witness?: Witness;
  /** When it was signed, by its sender's clock, in milliseconds since 1970; undefined in the sender's own process. */
  readonly signedAt?: number | undefined;
}

/** A pair of PEM texts. */
export interface KeyPair {
  readonly publicKey: string;
  readonly privateKey: string;
}

/** Where chance comes from. */
export interface Random {
  bytes(count: number): Uint8Array;
  /** In [0, 1). */
  fraction(): number;
  keyPair(): KeyPair;
}

/** One transaction of a handler: everything in it happens at one instant. */
export interface Moment<Db extends Read = Read> {
  readonly db: Db;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Milliseconds since 1970 by the machine's clock, which no fault holds still. */
  readonly at: number;
  readonly account: AccountRow;
  readonly settings: Settings;
}

/** A transaction that changes things. */
export interface WriteMoment extends Moment<Write> {
  /** Enters into the activity log, when the transaction is committed, what has been changed in it. */
  readonly note: (deed: Deed) => void;
  /** When the request was signed, in milliseconds since 1970; undefined without a signature: it can't arrive late. */
  readonly signedAt: number | undefined;
  /** When the request was signed; `now` where it wasn't. Milliseconds since 1970. */
  readonly askedAt: number;
}

/** What a handler works with. */
export interface Scope {
  readonly uin: string;
  readonly requestId: string;
  readonly actor: Actor;
  readonly witness: Witness | undefined;
  readonly identity: string;
  readonly sealer: Sealer;
  readonly random: Random;
  /** When the request was signed, in milliseconds since 1970; undefined without a signature: it can't arrive late. */
  readonly signedAt: number | undefined;
  read<T>(work: (moment: Moment) => Promise<T>): Promise<T>;
  /**
   * Writes what was seen, beside the answer and under any right: it changes nothing, so it has no entry in the log and
   * is no part of a repetition.
   */
  record<T>(work: (moment: Moment<Write>) => Promise<T>): Promise<T>;
  /**
   * For handlers that ask Tencent Cloud before they write: a request that was carried out before asks it for nothing.
   *
   * @throws AnsweredBefore
   */
  mustBeNew(): Promise<void>;
  /** Tencent Cloud, as this process is led there; to be closed. */
  tencent(): Tencent;
  /** What the clock has deleted is off the disk before `work` begins. */
  write<T>(work: (moment: WriteMoment) => Promise<T>): Promise<T>;
}

export type Handler<A extends Action> = (request: ParsedRequestOf<A>, scope: Scope) => Promise<ResponseOf<A>>;

const accountOf = statement<{ uin: string }>()((db, { value }) =>
  db.selectFrom("accounts").selectAll().where("uin", "=", value("uin")),
);

/** The account is of another executor than its handler is for: that of `executor` has to answer. */
export class OtherExecutor extends Error {
  override readonly name = "OtherExecutor";

  constructor(readonly executor: Executor) {
    super(`the account is of the executor "${executor}"`);
  }
}

interface ScopeParts {
  readonly store: Store;
  readonly action: string;
  readonly context: CallContext;
  /** Whose accounts the handler is for: it gets to see no other. */
  readonly executor: Executor;
  readonly now: () => Date;
  readonly random: Random;
  readonly tencent: (uin: string) => Tencent;
}

/**
 * The scope of one request. The clock is read inside the transaction, after any wait for its lock. Its transactions throw
 * OtherExecutor where the account is of another one.
 */
export function scopeOf({ store, action, context, executor, now, random, tencent }: ScopeParts): Scope {
  const { uin, fingerprint, signedAt } = context;
  const repetition = fingerprint === undefined ? undefined : new Repetition(fingerprint, uin, store.sealer);
  const moment = async <Db extends Read>(db: Db): Promise<Moment<Db>> => {
    const [account] = await accountOf(db, { uin });
    if (!account) {
      throw new ApiError(
        "AuthFailure.UnauthorizedOperation",
        `the account ${uin} is not known to this backend: check the credentials and the endpoint`,
      );
    }
    if (account.executor !== executor) throw new OtherExecutor(account.executor);
    const at = now().getTime();
    const time = accountTime(at, parseFaults(account.faults));
    return { db, now: time, at, account, settings: settingsOf(account.settings) };
  };
  return {
    uin,
    requestId: context.requestId,
    actor: context.actor,
    witness: context.witness,
    identity: store.identity,
    sealer: store.sealer,
    random,
    signedAt,
    read: (work) => store.read(async (db) => work(await moment(db))),
    record: (work) => store.write(async (db) => work(await moment(db))),
    mustBeNew: async () => {
      if (repetition) await store.read((db) => repetition.mustBeNew(db));
    },
    tencent: () => tencent(uin),
    write: async (work) => {
      const result = await store.write(async (db) => {
        const current = await moment(db);
        await sweep(db, uin, current.now);
        const { at } = current;
        const perform = async () => {
          const deeds: Deed[] = [];
          const answer = await work({
            ...current,
            note: (deed) => void deeds.push(deed),
            signedAt,
            askedAt: signedAt ?? at,
          });
          await recordDeeds(db, deeds, doerOf(action, context, at), current.settings);
          return answer;
        };
        return repetition ? repetition.once(db, at, perform) : perform();
      });
      repetition?.committed();
      return result;
    },
  };
}

const doerOf = (action: string, { uin, actor, requestId }: CallContext, at: number): Doer => ({
  uin,
  at,
  action,
  actor: actor.kind,
  user_name: actor.user ?? null,
  secret_id: actor.secretId ?? null,
  request_id: requestId,
});
