/** Where all pages are. */
export const root = "/console";

export const allApplications = `${root}/applications`;
export const allActivity = `${root}/activity`;
export const allCertificates = `${root}/certificates`;

/** Where an application's page is, and, with a name, where one of its errands is, and what that is about. */
export function applicationPath(
  sdkAppId: number,
  errand?: string,
  about?: Readonly<Record<string, string>>,
): string {
  const query = about === undefined ? "" : `?${new URLSearchParams(about)}`;
  return `${allApplications}/${sdkAppId}${errand === undefined ? "" : `/${errand}`}${query}`;
}
