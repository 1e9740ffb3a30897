import type { Generated, Selectable, Updateable } from "kysely";
import type {
  ActorKind,
  ApplicationFieldColumns,
  ApplicationStatus,
  BillingReason,
  DisabledReason,
  Edition,
  Executor,
  ResourceService,
  Site,
  SubscriptionProduct,
} from "../api";
import type * as enrolment from "./enrolment/tables";
import type { RealWebhookTable, WebhookTable } from "./webhook/table";

/**
 * The tables, as Kysely types. One schema serves SQLite and PostgreSQL, hence: instants are milliseconds since
 * 1970 (bigint), truth values are 0 or 1, structured values are JSON text, secrets are sealed text (`./seal`).
 * Everything belongs to an account (`uin`), so that one database can hold several.
 */
export interface Database {
  accounts: AccountTable;
  applications: ApplicationTable;
  admin_accounts: AdminAccountTable;
  client_tokens: ClientTokenTable;
  push_certificates: PushCertificateTable;
  tag_pairs: TagPairTable;
  tag_bindings: TagBindingTable;
  rooms: RoomTable;
  subscriptions: SubscriptionTable;
  orders: OrderTable;
  access_keys: AccessKeyTable;
  request_answers: RequestAnswerTable;
  activities: ActivityTable;
  spent_tokens: SpentTokenTable;
  projects: ProjectTable;
  webhooks: WebhookTable;
  enrolled_applications: enrolment.EnrolledApplicationTable;
  evidence: enrolment.EvidenceTable;
  key_trials: enrolment.KeyTrialTable;
  tag_intents: enrolment.TagIntentTable;
  pending_attestations: enrolment.PendingAttestationTable;
  real_webhooks: RealWebhookTable;
}

export interface AccountTable {
  uin: string;
  name: string;
  /** Overrides of the defaults (`defaultSettings`), as JSON. */
  settings: string;
  /** The next SDKAppID to give out: ids are never used twice, even after a deletion. */
  next_sdk_app_id: number;
  /** The next id of a push certificate, likewise never used twice. */
  next_certificate_id: Generated<number>;
  /** The number of the next claim: each has one of its own. */
  next_claim: Generated<number>;
  /** The last SDKAppID that the account may give out; accounts' ranges have no id in common. */
  last_sdk_app_id: Generated<number>;
  /** Sealed: with which fingerprints of secrets are made; null until it is first asked for. */
  fingerprint_key: Generated<string | null>;
  /** JSON: what a server does wrong on purpose, and since when. */
  faults: Generated<string>;
  /** Who carries changes out; it never changes: a simulated account never becomes a real one. */
  executor: Generated<Executor>;
  /** Of a real account; null of a simulated one. */
  site: Generated<Site | null>;
  /** Under which service type Tencent's tag service first took a change of a real account's; null before that. */
  tag_service: Generated<ResourceService | null>;
  created_at: number;
}

/** The columns of `applicationFields`, and what follows from an application's life. */
export interface ApplicationTable extends ApplicationFieldColumns {
  sdk_app_id: number;
  uin: string;
  /** Status as last written; `rules/status` computes the present one from the clock. */
  status: ApplicationStatus;
  status_since: number;
  /** End of the running window; null outside one. */
  status_until: number | null;
  disabled_reason: DisabledReason | null;
  /** What billing has against it, and since when, for the grace that ends in Disabled; null when nothing is due. */
  billing_event: BillingReason | null;
  billing_event_at: number | null;
  /** JSON: Partial<Record<ProductName, string>>: the edition of each product face. */
  editions: string;
  /** Sealed; null for an ECDSA application. */
  secret_key: string | null;
  /** PEM in clear: a public key is no secret. */
  public_key: string | null;
  /** Sealed PEM. */
  private_key: string | null;
  /** SHA-256 of the current claim; null when nobody holds one. */
  claim_hash: string | null;
  /** When the claim was asked for, or given up, by the clock of who asked; 0 where a release of before did it. */
  claimed_at: Generated<number>;
  created_at: number;
  expires_at: number | null;
}

export interface AdminAccountTable {
  sdk_app_id: number;
  user_id: string;
  /** The token that made it, so that a repeated creation is recognised. */
  client_token: string | null;
  created_at: number;
}

export interface ClientTokenTable {
  uin: string;
  client_token: string;
  sdk_app_id: number;
  /** SHA-256 of the parameters that must not differ between repetitions. */
  parameters_hash: string;
  created_at: number;
}

export interface PushCertificateTable {
  certificate_id: number;
  uin: string;
  sdk_app_id: number;
  /** JSON: PushPlatform, the form without its secrets. */
  platform: string;
  /** Sealed JSON: PushSecrets. */
  secrets: string;
  fingerprint: string;
  /** The app that the vendor knows. */
  app: string;
  subject: string | null;
  /** JSON: string[]. */
  topics: string;
  not_before: number | null;
  /** Null where it has no term. */
  not_after: number | null;
  /** The token that made it, so that a repeated creation is recognised. */
  client_token: string | null;
  owner: string | null;
  /** SHA-256 of the current claim; null when nobody holds one. */
  claim_hash: string | null;
  /** When the claim was asked for, or given up, by the clock of who asked; 0 where a release of before did it. */
  claimed_at: Generated<number>;
  created_at: number;
  saved_at: number;
  /** Since when it is to go with its application; null where it isn't. */
  leaving_at: number | null;
}

export interface TagPairTable {
  uin: string;
  tag_key: string;
  tag_value: string;
  created_at: number;
}

export interface TagBindingTable {
  uin: string;
  sdk_app_id: number;
  tag_key: string;
  tag_value: string;
}

export interface RoomTable {
  /** Names one life of a room: the same number or name may be opened again. */
  comm_id: string;
  sdk_app_id: number;
  /** The number or the name. */
  room: string;
  /** 1 for a numbered room, 0 for a named one: two rooms, even of the same digits. */
  numbered: number;
  /** JSON: who is in it; empty once it is destroyed. */
  user_ids: string;
  opened_by: string;
  created_at: number;
  /** Null while people are in it. */
  destroyed_at: number | null;
}

export interface SubscriptionTable {
  sdk_app_id: number;
  product: SubscriptionProduct;
  package_id: string;
  edition: Edition;
  /** What was ordered last; support alone makes `edition` differ from it. */
  ordered_edition: Edition;
  /** Months ordered by hand in all; 0 for a trial. */
  months: number;
  /** JSON: Record<string, number>. */
  configuration: string;
  /** 0 or 1. */
  auto_renewal: number;
  /** The running period, renewals included, as last written; what it is now is computed by `rules/subscriptions`. */
  starts_at: number;
  period_months: number;
  ends_at: number;
  purchased_at: number;
  ordered_at: number;
  refunded_at: number | null;
  /** 0 or 1: whether bonus minutes of it were used. */
  minutes_used: number;
  owner: string | null;
  claim_hash: string | null;
  /** When the claim was asked for, or given up, by the clock of who asked; 0 where a release of before did it. */
  claimed_at: Generated<number>;
  /** Since when it is to go with its application; null where it isn't. */
  leaving_at: number | null;
}

/** Every order there ever was, those of deleted applications included. */
export interface OrderTable {
  order_id: string;
  uin: string;
  sdk_app_id: number;
  product: SubscriptionProduct;
  verb: "trial" | "purchase" | "upgrade" | "extend";
  edition: Edition;
  months: number;
  /** Taken away when the declaration gives the subscription up: what it orders then is something new. */
  client_token: string | null;
  parameters_hash: string;
  ordered_at: number;
}

/** A key pair with which requests are signed. */
export interface AccessKeyTable {
  secret_id: string;
  uin: string;
  /** The sub-user it was made for; null for the account's own. */
  user_name: string | null;
  rights: AccessRights;
  /** 0 or 1: whether it reads applications' secrets, if its rights allow it; of a real account it does where it was said. */
  reads_secrets: Generated<number>;
  /** Sealed. */
  secret_key: string;
  created_at: number;
}

/** What a signed request was answered that changed something, so that its repetition changes nothing. */
export interface RequestAnswerTable {
  /** SHA-256 of what makes the request one and the same. */
  fingerprint: string;
  uin: string;
  /** Sealed JSON: an answer may hold a claim or a key. */
  answer: string;
  answered_at: number;
}

/** Tokens whose work was undone: kept for as long as a request that was signed before may still arrive. */
export interface SpentTokenTable {
  uin: string;
  client_token: string;
  spent_at: number;
}

/** A project of the tag service: of the account, and of no application. */
export interface ProjectTable {
  uin: string;
  project_id: number;
  name: string;
  info: string;
  disabled: number;
  created_at: number;
}

/** Who changed what; what a clock brings about is no entry. */
export interface ActivityTable {
  uin: string;
  /** Grows by one with each entry of the account. */
  sequence: number;
  at: number;
  action: string;
  actor: ActorKind;
  /** The sub-user and the key pair that signed; null where there are none. */
  user_name: string | null;
  secret_id: string | null;
  /** The declaration that manages what was changed. */
  owner: string | null;
  /** Null where the change is of the account. It may have been deleted since. */
  sdk_app_id: number | null;
  /** JSON: ActivityField[]. */
  fields: string;
  summary: string;
  request_id: string;
}

/**
 * What key pairs may do: `read-no-secrets` looks at everything but secrets, `read` at these, too, `write` changes as
 * well, `admin` is the operator of a simulated account.
 */
export type AccessRights = "read-no-secrets" | "read" | "write" | "admin";

export type ApplicationRow = Selectable<ApplicationTable>;
export type ApplicationChange = Updateable<ApplicationTable>;
export type RoomRow = Selectable<RoomTable>;
export type PushCertificateRow = Selectable<PushCertificateTable>;
export type PushCertificateChange = Updateable<PushCertificateTable>;
export type SubscriptionRow = Selectable<SubscriptionTable>;
export type OrderRow = Selectable<OrderTable>;
export type AccountRow = Selectable<AccountTable>;
export type ActivityRow = Selectable<ActivityTable>;
