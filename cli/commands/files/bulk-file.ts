import { type Found, keysFor } from "../../../apps/format/imported";
import { defaultAdminAccount, type Noun } from "../../../backend/api";
import { printCertificateId } from "../../../provider/resources/push-certificate/id";
import { printSubscriptionId } from "../../../provider/resources/subscription/id";
import { printWebhookId } from "../../../provider/resources/webhook/id";
import { packageToken } from "../../../provider/schema/names";

/** One resource as `pulumi import --file` reads it. */
interface Imported {
  readonly type: string;
  readonly name: string;
  readonly id: string;
  /** What the file calls the application on which it hangs. */
  readonly parent?: string;
  /** What the file calls the provider, where it is none of the engine's own. */
  readonly provider?: string;
}

/** A bulk file of `pulumi import --file`. */
export interface BulkImport {
  /** URNs of what the file names and doesn't import. */
  readonly nameTable?: Readonly<Record<string, string>>;
  readonly resources: readonly Imported[];
}

/**
 * Everything of these applications as one bulk file: what hangs on an application is its child. Tags come with their
 * application, so that no two resources declare one.
 *
 * @param provider URN of the provider in the state that reaches the account; the default one unless given
 */
export function bulkImport(found: readonly Found[], provider?: string): BulkImport {
  const keys = keysFor(
    found.map(({ record }) => record),
    [],
  );
  const named = provider?.split("::").at(-1);
  const through = named === undefined ? {} : { provider: named };
  const taken = new Set<string>();
  const applications = found.map((one) => {
    const { SdkAppId } = one.record;
    const name = unique(keys.get(SdkAppId) ?? "app", SdkAppId, taken);
    return { one, resource: { type: packageToken("Application"), name, id: String(SdkAppId), ...through } };
  });
  const children = applications.flatMap(({ one, resource: { name: parent } }) =>
    childrenOf(one).map(([kind, name, id]) => ({
      type: packageToken(kind),
      name: unique(`${parent}-${name}`, one.record.SdkAppId, taken),
      id,
      parent,
      ...through,
    })),
  );
  const nameTable = named !== undefined && provider !== undefined ? { [named]: provider } : undefined;
  return {
    ...(nameTable && { nameTable }),
    resources: [...applications.map(({ resource }) => resource), ...children],
  };
}

const childrenOf = ({
  record,
  certificates,
  subscriptions,
  webhooks,
}: Found): [kind: Noun, name: string, id: string][] => [
  ...record.AdminAccounts.filter(({ UserId }) => UserId !== defaultAdminAccount).map(
    ({ UserId }): [Noun, string, string] => ["AdminAccount", UserId, `${record.SdkAppId}/${UserId}`],
  ),
  ...certificates.map((CertificateId): [Noun, string, string] => [
    "PushCertificate",
    String(CertificateId),
    printCertificateId({ SdkAppId: record.SdkAppId, CertificateId }),
  ]),
  ...subscriptions.map((Product): [Noun, string, string] => [
    "Subscription",
    Product,
    printSubscriptionId({ SdkAppId: record.SdkAppId, Product }),
  ]),
  ...webhooks.map((one): [Noun, string, string] => [
    "Webhook",
    `${one.Product}-webhook`,
    printWebhookId(one),
  ]),
];

/** A name that no other resource has: Pulumi's generated programs have one variable for each. */
function unique(wanted: string, sdkAppId: number, taken: Set<string>): string {
  const isTaken = (name: string) => taken.has(variable(name));
  const apart = isTaken(wanted) ? `${wanted}-${sdkAppId}` : wanted;
  let name = apart;
  for (let count = 2; isTaken(name); count += 1) name = `${apart}-${count}`;
  taken.add(variable(name));
  return name;
}

/** A name as a variable of a program: what isn't a letter or a digit tells none apart. */
const variable = (name: string): string => name.replace(/[^A-Za-z0-9]/g, "").toLowerCase();
