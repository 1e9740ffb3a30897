import { ApplicationName, type ApplicationRecord } from "../../../backend/api";
import { UserError } from "../../../ground/errors";
import { printPath } from "../../../ground/issue";
import { foundIn } from "../../client/gone";
import { type Change, defineKind, type Session, type Upgrades } from "../../lifecycle/kind";
import { isUnknown } from "../../lifecycle/properties/unknown";
import { holdClaim } from "../../lifecycle/taking/claim";
import { defaultTimeouts } from "../../lifecycle/timeouts";
import { isReal } from "../in-console";
import { foreseeAdoption } from "./adoption";
import { claimable } from "./claim";
import { noteFound } from "./exists";
import { factsOf, importedFrom, loggedAs, type Observed, ownPart } from "./fields";
import { applicationId, parseApplicationId } from "./id";
import { applicationLost, endOf, newApplication, warningsOf } from "./impact";
import { type ApplicationInputs, inputs, outputs } from "./properties";
import { foreseeQuota } from "./quota";
import { foreseeOnReal, leaveToPeople, remarksOnReal } from "./real";
import { refuseChange, refuseReplacement } from "./refusals";
import { removeApplication } from "./removal";
import { judgeApplication } from "./rules";
import { syncEnabled } from "./status";
import { ensureApplication, syncFields } from "./sync";
import { convergeTags, foreseePairs, seeTags, textMap, withDefaultTags } from "./tags";

/** How states of older releases become those of this one (docs/decisions/007). */
const upgrades: Upgrades = {
  // 1 knew the signature algorithm as an output; it can be declared now, and nobody has yet.
  1: (state) => ({
    ...state,
    __unmanaged: [...(Array.isArray(state.__unmanaged) ? state.__unmanaged : []), "signatureAlgorithm"],
  }),
};

export const application = defineKind({
  name: "Application",
  description: "A Tencent RTC / Chat application: one SDKAppID with all its products.",
  id: applicationId,
  inputs,
  outputs,
  notOnReal: undefined,
  deleteBeforeReplace: true,
  newId: newApplication,
  timeouts: defaultTimeouts.withWindows,

  upgrades,

  startsBackend: (given) => given.adopt === undefined,
  adopts: (given) => given.adopt !== undefined,

  complete: (given, settings, declaration) => ({
    ...given,
    ...(given.name === undefined && given.adopt === undefined && { name: nameFrom(declaration.name) }),
    ...(given.deletionPolicy === undefined && {
      deletionPolicy: given.adopt === undefined ? "delete" : "retain",
    }),
    ...(settings && given.adopt === undefined && { tags: withDefaultTags(given.tags, settings.defaultTags) }),
  }),

  judge: judgeApplication,
  refuse: refuseChange,
  refuseNow: refuseReplacement,
  forewarn: warningsOf,
  forewarnEnd: (ending) => endOf(ending),
  forewarnLoss: applicationLost,
  adopted: ({ adopt }) => (typeof adopt === "string" && !isUnknown(adopt) ? adopt : undefined),
  foresee: async (session, proposal) => [
    ...(isReal(session) ? foreseeOnReal(proposal) : []),
    ...(await foreseeQuota(session, proposal)),
    ...(await foreseeAdoption(session, proposal)),
    ...(await foreseePairs(session, textMap(proposal.inputs.tags), textMap(proposal.olds?.tags), tagPath)),
  ],
  identity: (desired) => [desired.region, desired.adopt],
  holds: ({ tags }, id) =>
    Object.keys(textMap(tags)).map((key) => ({
      names: [id, "tags", key],
      path: tagPath(key),
      isAll: false,
    })),

  async observe(session, id): Promise<Observed | undefined> {
    const sdkAppId = parseApplicationId(id);
    // Asked for together; without the application its tags say nothing, not even by failing.
    const tags = seeTags(session.client, sdkAppId);
    tags.catch(() => {});
    const entry = keepsKeys(session)
      ? session.client.applicationWithSecrets(sdkAppId)
      : session.client.application(sdkAppId);
    const found = foundIn(await entry, "Application");
    if (found) noteFound(session, id);
    return found && { record: found.Application, ...(await tags) };
  },

  facts: factsOf,
  loggedAs,

  whole: ({ tags }: Observed) => ({ tags }),
  ownPart,
  // A real one is nothing that an update or a destroy may touch, and without `adopt` the policy would be another.
  imported: (observed: Observed) => ({
    ...importedFrom(observed),
    ...(observed.record.Executor === "operator" && { deletionPolicy: "retain" }),
  }),
  unimportable: ({ record }: Observed) =>
    record.Status === "Deleting" ? "it is being deleted, for good" : undefined,
  claimable: (session, { record }: Observed) => claimable(session, record),

  halfway: (before, { tags }) =>
    tags === undefined ? {} : { tags: { ...textMap(before.tags), ...textMap(tags) } },

  results: ({ record }: Observed) => ({
    sdkAppId: record.SdkAppId,
    secretKey: record.SecretKey,
    publicKey: record.PublicKey,
    privateKey: record.PrivateKey,
    status: record.Status,
    disabledReason: record.DisabledReason,
    disabledCure: record.Cure,
    productStatus: Object.fromEntries(record.ProductStatus.map((face) => [face.Product, face.Status])),
    rtcServiceStatus: rtcServiceStatus(record),
    editions: Object.fromEntries(record.ProductStatus.map((face) => [face.Product, face.Edition])),
    createdTime: record.CreatedTime,
    expireTime: record.ExpireTime,
    rtcRegion: record.RtcRegion,
    executor: record.Executor,
  }),

  kept: ({ record }: Observed, { secretKey, publicKey, privateKey }) =>
    record.SecretsWithheld ? { secretKey, publicKey, privateKey } : {},

  remarks: remarksOnReal,

  async reconcile(session, change) {
    // observe
    const found = change.current && (await this.observe(session, change.current.id));
    if (change.current && !found) {
      throw new UserError(
        "the application was deleted behind Pulumi's back; run `pulumi refresh` so that the state forgets it and `pulumi up` can make a new one",
      );
    }
    // ensure
    const observed = found ?? (await made(session, change)) ?? missing();
    const { record } = observed;
    // sync
    await holdClaim(change, claimable(session, record));
    const isOperated = record.Executor === "operator";
    if (!isOperated) await syncFields(session, change, observed);
    const declared = change.desired.tags;
    if (declared !== undefined) {
      await convergeTags(session, change.about, {
        sdkAppId: record.SdkAppId,
        declared,
        before: textMap(change.current?.state.tags),
        seen: observed,
        property: "tags",
        value: declared,
      });
    }
    if (isOperated) leaveToPeople(session, change, observed);
    else await syncEnabled(session, change, record);
  },

  remove: removeApplication,
});

/** Whether secret keys of this account's applications may be in a state. */
const keepsKeys = (session: Session): boolean => !isReal(session) || session.settings.secretKeysInState;

/** The RTC faces share the basic services; the value-added ones come with the package of each. */
function rtcServiceStatus({ ProductStatus }: ApplicationRecord) {
  const faces = ProductStatus.flatMap(({ BasicService: basic, ValueAddedService: valueAdded }) =>
    basic && valueAdded ? [{ basic, valueAdded }] : [],
  );
  return faces.find(({ valueAdded }) => valueAdded === "Normal") ?? faces[0];
}

/** The application to go on with: one made just now has no tags yet, one from before must be looked at. */
async function made(session: Session, change: Change<ApplicationInputs>): Promise<Observed | undefined> {
  const { id, fresh } = await ensureApplication(session, change);
  return fresh ? { record: fresh, tags: {} } : application.observe(session, id);
}

function missing(): never {
  throw new UserError("the application was deleted while it was being made");
}

const tagPath = (key: string): string => printPath(["tags", key]);

/** The resource's own name where it passes as an application's name; the rules explain it where it doesn't. */
const nameFrom = (name: string): string | undefined => ApplicationName.safeParse(name).data;
