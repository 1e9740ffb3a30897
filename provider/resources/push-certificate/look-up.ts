import {
  type ApplicationRecord,
  DescribePushCertificates,
  everyEntry,
  ListPushCertificates,
  type PushCertificateRecord,
  pushCertificatesPerRequest,
} from "../../../backend/api";
import type { Client } from "../../client/client";
import { BackendUnavailable } from "../../client/errors";
import { LookUp } from "../../client/look-up";
import type { Attached } from "../../lifecycle/kind";
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

/** The push certificates of an application, without those that go with it. */
export async function certificatesOn(client: Client, { SdkAppId }: ApplicationRecord): Promise<Attached[]> {
  const staying = (await everyCertificate(client, SdkAppId)).filter(
    ({ LeavingSince = null }) => LeavingSince === null,
  );
  return staying.map(({ CertificateId, Owner = null }) => ({
    id: printCertificateId({ SdkAppId, CertificateId }),
    owner: Owner,
  }));
}
