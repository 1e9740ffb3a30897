import type { Generated, Selectable, Updateable } from "kysely";
import type { ActorKind, FactName, HowKnown, RegionName } from "../../api";

/** An application at Tencent Cloud that was made known to its account; what is known of it is in `evidence`. */
export interface EnrolledApplicationTable {
  sdk_app_id: number;
  uin: string;
  /** Sealed; null where nobody gave it. */
  secret_key: string | null;
  /** By which the key is told in `key_trials`. */
  key_fingerprint: string | null;
  owner: string | null;
  /** SHA-256 of the current claim; null when nobody holds one. */
  claim_hash: string | null;
  /** When the claim was asked for, or given up, by the clock of who asked. */
  claimed_at: number;
  enrolled_at: number;
  /** When Tencent Cloud was last asked by the application's key; null where never, or not since it has another one. */
  looked_at: Generated<number | null>;
  /** Why that told nothing; null where it told something. */
  look_left: Generated<string | null>;
}

/** How the last that is known of each fact is known. */
export interface EvidenceTable {
  sdk_app_id: number;
  fact: FactName;
  /** Whom an `Admin` is about; empty of all other facts. */
  user_id: string;
  /** JSON. */
  value: string;
  how: HowKnown;
  /** The call and its answer, or who said so. */
  told_by: string;
  /** Of the call, where it has one. */
  request_id: string | null;
  known_at: number;
}

/** What one person has said, and another has to confirm before it is evidence. */
export interface PendingAttestationTable {
  sdk_app_id: number;
  fact: FactName;
  /** JSON. */
  value: string;
  /** The sub-user of a key pair. */
  said_by: string;
  said_at: number;
}

/** A key at the host of a region: that it is being tried, or was refused. One that was accepted has no row. */
export interface KeyTrialTable {
  sdk_app_id: number;
  fingerprint: string;
  region: RegionName;
  asked_at: number;
  /** Null while no answer is known. */
  refused_at: number | null;
  refused_by: string | null;
}

/** What Tencent Cloud is asked to make of a real application's tags, until its answer is recorded. */
export interface TagIntentTable {
  request_id: string;
  uin: string;
  sdk_app_id: number;
  asked_at: number;
  actor: ActorKind;
  user_name: string | null;
  secret_id: string | null;
  /** JSON: pairs of TagKey and TagValue. */
  replaced: string;
  /** JSON: keys. */
  removed: string;
  /** What the activity log will say. */
  summary: string;
}

export type EnrolledApplicationRow = Selectable<EnrolledApplicationTable>;
export type EnrolledApplicationChange = Updateable<EnrolledApplicationTable>;
export type EvidenceRow = Selectable<EvidenceTable>;
export type TagIntentRow = Selectable<TagIntentTable>;
export type PendingAttestationRow = Selectable<PendingAttestationTable>;
