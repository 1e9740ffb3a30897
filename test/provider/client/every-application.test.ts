import { ListApplications, type ParsedRequestOf, SupportDeleteApplication } from "../../../backend/api";
import { Client } from "../../../provider/client/client";
import { everyApplication } from "../../../provider/client/every-application";
import type { Transport } from "../../../provider/client/transport";
import { Backend } from "../backend";

let backend: Backend;
let ids: number[];
beforeAll(async () => {
  backend = await Backend.open({ ApplicationsPerAccount: 1_000 });
  ids = [];
  for (let count = 0; count < 130; count += 1) ids.push(await backend.create());
});
afterAll(() => backend.close());

/** A client whose every listing waits for `before`. */
function listing(before: (request: ParsedRequestOf<typeof ListApplications>) => unknown): Client {
  const transport: Transport = {
    ...backend.transport(),
    async call(action, request, options) {
      if (action.name === ListApplications.name) await before(ListApplications.request.parse(request));
      return backend.transport().call(action, request, options);
    },
  };
  return new Client(transport, new AbortController().signal);
}

const remove = (SdkAppId: number | undefined) =>
  backend.admin(SupportDeleteApplication, { SdkAppId: SdkAppId ?? 0 });

test("lists more than a page, in order, with secrets where they are asked for", async () => {
  const [plain, opened] = [
    await everyApplication(listing(() => {})),
    await everyApplication(
      listing(() => {}),
      { WithSecrets: true },
    ),
  ];
  for (const found of [plain, opened]) expect(found.map(({ SdkAppId }) => SdkAppId)).toEqual(ids);
  expect(plain.filter((one) => one.SecretKey !== undefined)).toEqual([]);
  expect(opened.filter((one) => one.SecretKey === undefined)).toEqual([]);
});

test("hides none when one of an early page goes meanwhile", async () => {
  const gone = ids.splice(3, 1);
  const found = await everyApplication(
    listing(async ({ Offset }) => {
      if (Offset > 0 && gone.length > 0) await remove(gone.pop());
    }),
  );
  expect(found.map(({ SdkAppId }) => SdkAppId)).toEqual(ids);
});

test("gives up, with a word, where they come and go all the while", async () => {
  const restless = listing(({ Offset }) => Offset > 0 && remove(ids.shift()));
  await expect(everyApplication(restless)).rejects.toMatchObject({
    name: "BackendUnavailable",
    reason: "busy",
    message: expect.stringContaining("try again when that is over"),
  });
});
