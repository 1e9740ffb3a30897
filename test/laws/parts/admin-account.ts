import fc from "fast-check";
import { DeleteAdminAccount, defaultAdminAccount } from "../../../backend/api";
import { adminAccount, idOf } from "../../provider/engine/declarations";
import { definePart } from "../part";

const nameOf = (owner: string, userId: string) => `${owner}-${userId}`;

export const adminAccountPart = definePart({
  piece: fc.uniqueArray(fc.constantFrom(defaultAdminAccount, "ops", "bot-1", "A"), { maxLength: 3 }),

  declare: (owner, userIds) =>
    userIds.map((userId) => adminAccount(nameOf(owner, userId), { application: idOf(owner), userId })),

  acts: {
    async dismiss({ backend, owner, SdkAppId, dropped }, userIds) {
      const UserId = userIds.find((userId) => userId !== defaultAdminAccount);
      if (UserId === undefined) return;
      await backend.call(DeleteAdminAccount, { SdkAppId, UserId });
      dropped(nameOf(owner, UserId));
    },
  },
});
