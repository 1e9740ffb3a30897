import {
  DescribePushCertificates,
  everyEntry,
  ListPushCertificates,
  type PushCertificateRecord,
  pushCertificatesPerRequest,
} from "../../../backend/api";
import type { Client } from "../../client/client";
import { BackendUnavailable } from "../../client/errors";
import { LookUp } from "../../client/look-up";
import { printCertificateId } from "./id";

export const pushCertificates = new LookUp({
  limit: pushCertificatesPerRequest,
  print: printCertificateId,
  load: async (call, PushCertificates) =>
    (await call(DescribePushCertificates, { PushCertificates })).Entries,
});

/** Every push certificate of an application, or of the whole account. */
export async function everyCertificate(client: Client, SdkAppId?: number): Promise<PushCertificateRecord[]> {
  const found = await everyEntry(async (Offset) => {
    const page = await client.call(ListPushCertificates, { SdkAppId, Offset });
    return { count: page.TotalCount, entries: page.PushCertificates };
  });
  if (found) return found;
  throw new BackendUnavailable(
    "push certificates are being added or deleted all the while; try again when that is over",
    "busy",
  );
}
