import type { z } from "zod";
import type { ActivityField, ApplicationRecord, Noun } from "../../backend/api";
import type { Bag, Failure } from "../../ground/bag";
import type { Account, Client } from "../client/client";
import type { FactName } from "./properties/meta";
import type { DeclarationParts } from "./run/declaration";
import type { Departures } from "./run/departures";
import type { Held, Holders } from "./run/holders";
import type { Memory } from "./run/memory";
import type { Notice } from "./run/notice";
import type { Declaration, Reporter } from "./run/reporter";
import type { Vault } from "./run/vault";
import type { ProviderSettings } from "./settings";
import type { Alarm, Verb } from "./timeouts";

/** What a verb works with: one backend, one account, one run. */
export interface Session {
  readonly client: Client;
  readonly settings: ProviderSettings;
  readonly reporter: Reporter;
  readonly typeToken: TypeToken;
  /** Write-only secrets of this run. */
  readonly vault: Vault;
  /** Identity of the backend and the account: what `__backend` in every state is compared with. */
  readonly account: Account;
  /** What the run's declarations have told of themselves so far. */
  readonly holders: Holders;
  /** Which applications may go in this run. */
  readonly departures: Departures;
  /** What the run has learnt of this backend so far. */
  readonly memory: Memory;
  /** Aborts when the run is cancelled; undefined where the provider can't know of it. */
  readonly cancelled?: AbortSignal | undefined;
  /** What timeouts are measured by; the process's own time unless given. */
  readonly alarm?: Alarm | undefined;
  /** Seconds that the engine gives this operation; undefined where it leaves that to us. */
  readonly timeout?: number | undefined;
}

/** What is known of a run before there is a backend. */
export type Listener = Pick<Session, "settings" | "reporter" | "typeToken">;

/** How an adapter names a kind to the engine; messages carry the URN made from it. */
export type TypeToken = (kind: Pick<Kind, "name">) => string;

/** Inputs as they are declared, before anything of them is done. */
export interface Proposal {
  readonly inputs: Bag;
  /** Undefined for a creation. */
  readonly olds: Bag | undefined;
  readonly declaration: DeclarationParts;
  /** Whom messages are about. */
  readonly about: Declaration;
}

/** What a reconcile is given. */
export interface Change<Inputs, Observed = unknown> {
  readonly desired: Inputs;
  /** Undefined for a creation. */
  readonly current?: { readonly id: string; readonly state: Bag };
  readonly declaration: DeclarationParts;
  /** Whom messages are about. */
  readonly about: Declaration;
  /** Repeats of the same creation carry the same token. */
  readonly clientToken: string;
  /** Ends when the operation's timeout has passed or the run is cancelled. */
  readonly signal: AbortSignal;
  /** To be called the moment an id is known: whatever goes wrong later, the engine keeps it. */
  made(id: string, hidden?: Bag): void;
  /** To be called with what the backend has answered of it, where that is all there is to know: nobody looks again then. */
  answered(observed: Observed): void;
  /** The claim as it stands: from the state, or from what `made` was told last. */
  claim(): string | undefined;
}

/** What a declaration can begin to manage. */
export interface Takeable {
  readonly id: string;
  /** `Application 1400000001`. */
  readonly title: string;
  /** Makes the declaration the one that manages it. */
  take(holder: Holder): Promise<{ readonly Claim: string; readonly PreviousOwner: string | null }>;
}

/** What at most one declaration manages at a time, as it is now. */
export interface Claimable extends Takeable {
  /** What to declare so that an own one is taken back. */
  readonly takeBack: string;
  /** How who manages it lets go of it; begins as what follows a reason. */
  readonly letGo: string;
  readonly Owner: string | null;
  readonly ClaimDigest: string | null;
  /** Whether it was let go of, to go with its application. */
  readonly isLeaving?: boolean;
}

export interface Holder {
  readonly Owner: string;
  readonly Claim: string | undefined;
  readonly TakeOver: boolean;
}

/** What is to be known of a resource; `once` is told in a run of the first alone, since it holds for all. */
export type Remark = string | { readonly once: string };

/** What a remove is given. */
export interface Removal {
  readonly id: string;
  readonly state: Bag;
  readonly about: Declaration;
  readonly signal: AbortSignal;
  /** Whether its application may be deleted next, in this run, and take it along: until then it stays in effect. */
  readonly goesWithApplication: boolean;
}

/** What a judgement of inputs may go by beside them. */
export interface Judgement {
  /** Undefined where no term is to be judged. */
  readonly now: Date | undefined;
  /** Properties that break rules of their own already. */
  readonly faulty: ReadonlySet<string>;
}

/** A resource on an application as the backend has it, whether a state holds it or not. */
export type Attached =
  /** It carries the declaration that claims it; null where none does. */
  | { readonly id: string; readonly owner: string | null }
  /** It carries none: `logged` is how summaries in the activity log speak of it. */
  | { readonly id: string; readonly logged: string };

/** A change as the plan has it, before anything of it is done. */
export interface Planned {
  readonly id: string;
  readonly state: Bag;
  /** Checked; what isn't known yet is as it came. */
  readonly inputs: Bag;
  /** The properties for which the resource would be replaced; none for an update. */
  readonly replaced: readonly string[];
  /** Settings of the account of the application. */
  readonly settings: Account["Settings"];
  /** Whether the account is at Tencent Cloud itself, where people carry changes out. */
  readonly isReal: boolean;
}

/** A resource that its declaration's end would take along. */
export interface Ending {
  readonly id: string;
  readonly state: Bag;
  /** Undefined where the account can't be asked. */
  readonly settings: Account["Settings"] | undefined;
}

/** Steps from one version of a kind's state to the next: the key is the version that a step starts from. Pure. */
export type Upgrades = Readonly<Record<number, (state: Bag) => Bag>>;

/** How the id of a kind is written. */
export interface IdForm {
  /** `<SDKAppID>/<userId>`, as messages and documents have it. */
  readonly form: string;
  readonly example: string;
  /** What a program would call the resource of the example. */
  readonly as: string;
  /** What the form doesn't say, in a whole sentence. */
  readonly note?: string;
}

/** A value for each property that isn't a policy; without one the backend says nothing of it. */
export type FactsOf<I extends z.ZodObject> = Readonly<Record<FactName<I> & string, unknown>>;

/** A value for each output; without one it is missing. */
export type ResultsOf<O extends z.ZodObject> = {
  readonly [Name in keyof O["shape"]]: z.input<O["shape"][Name]> | null | undefined;
};

/**
 * One kind of resource: its properties and three verbs. `observe`, `reconcile` and `remove` tolerate being
 * interrupted after every line and called again.
 */
export interface Kind<
  I extends z.ZodObject = z.ZodObject,
  Observed = unknown,
  O extends z.ZodObject = z.ZodObject,
> {
  readonly name: Noun;
  /** One or two sentences for the reference page. */
  readonly description: string;
  /** What its id looks like, for whoever imports one. */
  readonly id: IdForm;
  readonly inputs: I;
  readonly outputs: O;
  /** Why a real account has no resource of this kind, and who has it instead; undefined where it has. */
  readonly notOnReal: string | undefined;
  /** Whether a destroy deletes it also where its application stays; others of a program's file stay with that. */
  readonly endsAlone?: true;
  /** Keys that are identity can't exist twice, so the old one must go first. */
  readonly deleteBeforeReplace: boolean;
  /** What another id means, which every replacement brings: a whole sentence. Undefined where nobody keeps the old one. */
  readonly newId?: string;
  /** Default timeouts in seconds, with room for the longest window that is documented. */
  readonly timeouts: Readonly<Record<Verb, number>>;
  /** Steps from one version of the kind's state to the next; none where every release wrote the same shape. */
  readonly upgrades?: Upgrades;
  /** Whether creating this may be the first act of all, in a backend that doesn't exist yet. */
  startsBackend?(inputs: Bag): boolean;
  /**
   * Whether these inputs take over something that exists. Then only what is declared is managed: no defaults are
   * filled in, and a value is judged only when the backend is asked to change it.
   */
  adopts?(inputs: Bag): boolean;
  /** Fills in what provider settings and the declaration decide. Pure. */
  complete?(inputs: Bag, settings: ProviderSettings | undefined, declaration: DeclarationParts): Bag;
  /** Works out beforehand what takes long to know of inputs, for the pure functions below to find. */
  learn?(inputs: Bag): Promise<void>;
  /** Rules that span properties, on what is known. Pure. */
  judge?(inputs: Bag, olds: Bag | undefined, moment: Judgement): Failure[];
  /**
   * 64 hex digits that stand for the write-only fields of a property: the backend tells the same of what it holds.
   * Undefined while too little of the property is known; without the account's key, what backends of before told. Pure.
   */
  fingerprint?(property: string, value: Bag, key?: string): string | undefined;
  /**
   * Refuses a change that can never be made, or not in one step with the rest of it. Pure.
   *
   * @throws UserError that says what to do instead.
   */
  refuse?(planned: Planned): void;
  /**
   * Like `refuse`, for rules that only the backend can judge. Reads at most.
   *
   * @throws UserError
   */
  refuseNow?(session: Session, planned: Planned): Promise<void>;
  /** What a change will do to people and money: a preview tells it before anybody confirms it. Pure. */
  forewarn?(planned: Planned): Notice[];
  /** What a deletion will do to people and money. The engine doesn't call a provider before a deletion. Pure. */
  forewarnEnd?(ending: Ending): Notice[];
  /** What it means that a resource is gone although it is declared: the next run makes a new one. Pure. */
  forewarnLoss?(id: string, state: Bag): Notice;
  /** The id of what these inputs take over, as far as it is known: to tell what becomes of it. Pure. */
  adopted?(inputs: Bag): string | undefined;
  /** Failures that only the backend can foresee: quotas, applications that don't exist. Reads at most, and may warn. */
  foresee?(session: Session, proposal: Proposal): Promise<Failure[]>;
  /** Like `foresee`, before any backend exists. */
  foreseeFirst?(listener: Listener, inputs: Bag, about: Declaration): Failure[];
  /**
   * What no two declarations may have at a time. `id` is undefined where there is no resource yet. Pure.
   */
  holds?(inputs: Bag, id: string | undefined): readonly Held[];
  /** The inputs that fix identity: part of the ClientToken. */
  identity(inputs: z.output<I>): unknown[];
  /** What the backend says now; undefined only when it says "gone" in so many words. */
  observe(session: Session, id: string): Promise<Observed | undefined>;
  /** Facts under the names of inputs, as observed. `declared` decides what of a shared map is ours. */
  facts(observed: Observed, declared: Bag): FactsOf<I>;
  /** Facts of which a declaration has its own part alone, whole: as whoever only reads it sees them. */
  whole?(observed: Observed): Bag;
  /** Of facts that others may add to, the part that is declared, as `facts` has it. Pure. */
  ownPart?(facts: Bag, declared: Bag): Bag;
  /** What a program says of what exists, so that it changes nothing; all facts unless given. Pure. */
  imported?(observed: Observed): Bag;
  /** Why no declaration can begin to manage it, whoever has it now: "it is being deleted". Pure. */
  unimportable?(observed: Observed): string | undefined;
  /** What was observed as what one declaration manages at a time; none where the backend knows no such thing. */
  claimable?(session: Session, observed: Observed): Claimable;
  /**
   * The inputs by which a change that failed half-way is observed: what was declared before is still ours where
   * it is to be taken away. Of `desired`, only what differs.
   */
  halfway?(before: Bag, desired: Bag): Bag;
  /** What a person should know of what was observed although nothing of it is a change; told by a refresh. */
  remarks?(observed: Observed, settings: ProviderSettings, declared: Bag): Remark[];
  /** Whether it was let go of, to go with its application: the next update takes it back. */
  isLeaving?(observed: Observed): boolean;
  /** What the activity log calls a property; empty: the resource as a whole. Undefined where it says nothing. Pure. */
  loggedAs(property: string): ActivityField | undefined;
  /**
   * What of this kind is on an application, without what goes with it or comes with it; every kind but Application has
   * this. From it comes what no state holds.
   */
  attached?(client: Client, application: ApplicationRecord): Promise<Attached[]>;
  /** Everything else worth knowing. */
  results(observed: Observed): ResultsOf<O>;
  /** What a state's id holds that the account numbers by itself, and the next number of that it gives out. Pure. */
  numbered?(
    id: string,
    account: Account,
  ): { readonly what: string; readonly number: number; readonly next: number | undefined };
  /** What of a state's results a refresh keeps: what the key pair may not read, and what means the same as before. */
  kept?(observed: Observed, before: Bag): Bag;
  /** observe → ensure → sync; creation is an update from nothing. */
  reconcile(session: Session, change: Change<z.output<I>, Observed>): Promise<void>;
  /** Removes it for good, or says why it may not. Gone already is success. */
  remove(session: Session, removal: Removal): Promise<void>;
}

/** Checks a kind's parts against each other, and forgets their types for the lists that hold every kind. */
export const defineKind = <I extends z.ZodObject, Observed, O extends z.ZodObject>(
  kind: Kind<I, Observed, O>,
): Kind<I, Observed, O> => kind;
