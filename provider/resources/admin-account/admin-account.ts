import { z } from "zod";
import {
  CreateAdminAccount,
  DeleteAdminAccount,
  type DescribeAdminAccounts,
  defaultAdminAccount,
  type RequestOf,
  type ResponseOf,
  UserId,
} from "../../../backend/api";
import { explain, UserError } from "../../../ground/errors";
import { hasCode } from "../../client/errors";
import { foundIn, isGoneOrGoing } from "../../client/gone";
import { defineKind, type IdForm, type Session } from "../../lifecycle/kind";
import { policy, property } from "../../lifecycle/properties/meta";
import { containsUnknown } from "../../lifecycle/properties/unknown";
import type { Notice } from "../../lifecycle/run/notice";
import { defaultTimeouts } from "../../lifecycle/timeouts";
import { ApplicationId, parseApplicationId, parseChildId } from "../application/id";
import { everyChild } from "../every-kind";
import { isReal, needsPerson } from "../in-console";
import { adminPlace, foreseeAccountAdoption, nothingToAdopt } from "./adoption";
import { adminAccounts } from "./look-up";
import { foreseeAdminAccounts } from "./quota";

const inputs = z.strictObject({
  application: property(ApplicationId, {
    replaces: "An account can't be moved: another application replaces it.",
    refersTo: "Application",
    description: "The application, or its id.",
    example: "1400000001",
  }),
  userId: property(UserId, {
    replaces: "An account can't be renamed: another name replaces it.",
    description: "Name of the account: 1-32 letters, digits, underscores or hyphens.",
    example: "ops_admin",
  }),
  adopt: policy(z.boolean("must be true or false").optional(), {
    mayBeAbsent: true,
    description:
      "Takes over an account that exists; an error if there is none. A destroy then leaves the account.",
    example: true,
  }),
  isAdmin: property(z.boolean().default(true), {
    expected: true,
    description:
      "Whether the user is an admin. Every declaration expects `true`. Only on a real account it can be `false`: somebody took the right away in the console, and only a person can give it back.",
  }),
  ...everyChild,
});

const outputs = z.object({
  createdTime: property(z.string(), { follows: [], description: "When the account was created, ISO 8601." }),
});

type Found = Extract<ResponseOf<typeof DescribeAdminAccounts>["Entries"][number], { Outcome: "Found" }>;

const idForm: IdForm = { form: "<SDKAppID>/<userId>", example: "1400000001/ops_admin", as: "ops" };

const parseId = (id: string) => {
  const { sdkAppId, rest } = parseChildId(id, idForm);
  const name = UserId.safeParse(rest);
  if (!name.success) {
    const reason = name.error.issues[0]?.message;
    throw new UserError(`"${id}" is no id of an admin account: its userId ${reason}`);
  }
  return { SdkAppId: sdkAppId, UserId: name.data };
};

export const adminAccount = defineKind({
  name: "AdminAccount",
  description:
    "An admin account of an application, for REST calls and group management. At most 10 per application, `administrator` included.",
  id: idForm,
  inputs,
  outputs,
  notOnReal: undefined,
  deleteBeforeReplace: true,
  timeouts: defaultTimeouts.withoutWaits,

  foresee: async (session, proposal) => [
    ...(await foreseeAdminAccounts(session, proposal)),
    ...(await foreseeAccountAdoption(session, proposal)),
  ],
  adopted: ({ application, userId, adopt }) =>
    adopt === true && !containsUnknown([application, userId])
      ? `${String(application)}/${String(userId)}`
      : undefined,
  identity: (desired) => [desired.application, desired.userId],
  holds: ({ application, userId }) => [
    { names: [application, "admin accounts", userId], path: "userId", isAll: true },
  ],

  async observe(session, id): Promise<Found | undefined> {
    const key = parseId(id);
    return foundIn(await session.client.look(adminAccounts, key), "AdminAccount");
  },

  facts: (found: Found) => ({
    application: String(found.SdkAppId),
    userId: found.UserId,
    isAdmin: found.IsAdmin ?? true,
  }),
  forewarn: ({ id, state }) => (state.isAdmin === false ? [needsAdmin(id)] : []),
  remarks: ({ SdkAppId, UserId, Unasked = null }: Found) =>
    Unasked === null
      ? []
      : [
          `"${UserId}" of Application ${SdkAppId} couldn't be asked, and is as it was known before: ${Unasked}`,
        ],
  loggedAs: () => "AdminAccounts",
  attached: async (_client, { SdkAppId, AdminAccounts }) =>
    AdminAccounts.filter((one) => one.UserId !== defaultAdminAccount).map((one) => ({
      id: `${SdkAppId}/${one.UserId}`,
      logged: `admin account "${one.UserId}" added`,
    })),
  results: (found: Found) => ({ createdTime: found.CreatedTime }),

  async reconcile(session, change) {
    const { application, userId, adopt } = change.desired;
    const id = `${application}/${userId}`;
    // observe
    const found = change.current || adopt ? await this.observe(session, id) : undefined;
    if (change.current && !found) {
      throw new UserError(
        "the account was deleted behind Pulumi's back; run `pulumi refresh`, then `pulumi up`",
      );
    }
    if (adopt && !found) throw new UserError(`adopt ${nothingToAdopt(application, userId)}`);
    if (isReal(session)) {
      if (found?.IsAdmin === false) session.reporter.notice(change.about, needsAdmin(id));
      return change.made(id);
    }
    // ensure
    const key = { SdkAppId: parseApplicationId(application), UserId: userId };
    const made = found ?? (await create(session, { ...key, ClientToken: change.clientToken }));
    change.made(id);
    change.answered(made);
  },

  async remove(session, { id, state, about }) {
    const key = parseId(id);
    if (key.UserId === defaultAdminAccount || state.adopt === true || isReal(session)) {
      session.reporter.info(about, `the account ${key.UserId} of Application ${key.SdkAppId} stays`);
      return;
    }
    try {
      await session.client.call(DeleteAdminAccount, key);
    } catch (error) {
      if (!isGoneOrGoing(error, "AdminAccount")) throw error;
    }
  },
});

async function create({ client }: Session, request: RequestOf<typeof CreateAdminAccount>): Promise<Found> {
  const { CreatedTime } = await client.call(CreateAdminAccount, request).catch(explainTaken);
  return { Outcome: "Found", SdkAppId: request.SdkAppId, UserId: request.UserId, CreatedTime };
}

const needsAdmin = (id: string): Notice => needsPerson("isAdmin", adminPlace, true, `AdminAccount ${id}`);

/** The backend knows nothing of declarations, so how to take an account over is ours to say. */
function explainTaken(error: unknown): never {
  if (!hasCode(error, "ResourceInUse.AdminAccount")) throw error;
  const cures =
    'adopt: true takes it over and leaves it when this is destroyed; if this declaration was only renamed, tell with aliases: [{ name: "<old name>" }]';
  throw new UserError(`${explain(error)}; ${cures}`, { cause: error });
}
